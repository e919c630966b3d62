// An OpenID Connect provider with made-up users, for the end-to-end tests.
//
// node provider.mjs PORT CLIENT_SECRET REDIRECT_URI DIRECTORY [CLOCK]
//
// Whoever names themselves on its login page is logged in. A user's groups are the lines of the file
// `groups-NAME` in DIRECTORY. CLOCK, in seconds, is how far its clock is off. Each start makes a new
// key.
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [port, secret, redirectUri, directory, clock = '0'] = process.argv.slice(2);

const now = Date.now;
Date.now = () => now() + Number(clock) * 1000;

const { Provider } = await import('oidc-provider');

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const key = { ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: `key-${now()}` };

function groupsOf(name) {
  const file = join(directory, `groups-${name}`);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
}

function findAccount(_, name) {
  return {
    accountId: name,
    claims: () => ({
      sub: name,
      preferred_username: name,
      email: `${name}@example.com`,
      groups: groupsOf(name),
    }),
  };
}

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'portico',
      client_secret: secret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email'], groups: ['groups'] },
  scopes: ['openid', 'profile', 'email', 'groups'],
  cookies: { keys: [secret] },
  features: { devInteractions: { enabled: true } },
  findAccount,
  jwks: { keys: [key] },
  pkce: { required: () => true },
});

provider.on('server_error', (_, error) => console.error(error));
provider.on('grant.error', (_, error) => console.error(error.message, error.error_detail ?? ''));
provider.listen(Number(port), '127.0.0.1', () => console.log(`listening on ${port}`));
