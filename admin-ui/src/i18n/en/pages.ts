/** What the pages are called, in the sidebar and at their top. */
export const pages = {
  servers: 'Servers',
  upstreams: 'Upstreams',
  secrets: 'Secrets',
  imports: 'Import',
  welcome: 'First steps',
  playground: 'Playground',
  chat: 'Chat lab',
  providers: 'Model providers',
  fleet: 'Fleet',
  history: 'History',
  audit: 'Audit log',
  settings: 'Settings',
  users: 'Users',
  tenants: 'Tenants',
  account: 'Your account',
};
