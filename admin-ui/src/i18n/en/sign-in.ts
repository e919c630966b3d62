export const signIn = {
  title: 'Sign in',
  welcome: 'Sign in to Portico',
  tagline: 'The MCP gateway inside Envoy',
  name: 'User name',
  password: 'Password',
  submit: 'Sign in',
  oidc: 'Sign in with your organization',
  or: 'or',
  expired: 'Your session is over. Sign in again to go on where you were; your drafts are kept.',
  refused: 'The name or the password is wrong.',
  wait: (seconds: string) => `Too many tries. You can try again in ${seconds} s.`,
  nameMissing: 'Enter your user name.',
  passwordMissing: 'Enter your password.',
  firstTime:
    'The first time? The control plane printed the password of “admin” when it started; “create-admin” makes another administrator.',
};
