import type { settings as en } from '../en/settings';
import type { Wording } from '../texts';

export const settings: Wording<typeof en> = {
  about:
    'Was diese Steuerungsebene über sich sagt. Es wird beim Start durch Flags bestimmt und hier nur gezeigt.',
  gateway: 'Gateway',
  gatewayText: 'Womit MCP-Clients sich verbinden sollen.',
  url: 'Adresse für MCP-Clients',
  urlHint:
    'Bestimmt durch --clients-url. Der Endpunkt eines Servers ist diese Adresse, sein Pfad und /mcp.',
  streams: 'Ereignisströme (HTTP+SSE)',
  streamsOn: 'Es gibt eine Bridge, also haben Server auch /sse.',
  streamsOff: 'Es gibt keine Bridge. Starten Sie eine und nennen Sie sie mit --bridge.',
  on: 'an',
  off: 'aus',
  stores: 'Speicher',
  storesText: 'Wo alles liegt, und ob es jetzt benutzt werden kann.',
  configuration: 'Konfiguration',
  configurationHint: 'Server, Upstreams und Geheimnisse. Bestimmt durch --config-store.',
  data: 'Personen',
  dataHint: 'Benutzer, Mandanten, Token und das Protokoll. Bestimmt durch --data-store.',
  kind: {
    directory: 'Verzeichnis von Dateien',
    sqlite: 'SQLite',
    postgres: 'PostgreSQL',
    mysql: 'MySQL oder MariaDB',
  },
  available: 'benutzbar',
  unavailable: 'nicht benutzbar',
  historyOn: 'Jede Änderung bleibt als Revision erhalten.',
  historyOff: 'Er führt keine Revisionen: Nutzen Sie eine Versionsverwaltung.',
  program: 'Steuerungsebene',
  version: 'Version',
  signIn: 'Anmeldung',
  signInPassword: 'Mit Passwort',
  signInBoth: 'Mit Passwort und über Ihre Organisation (OpenID Connect)',
  api: 'Admin-API',
  apiHint: 'Alles in dieser Konsole können auch Programme tun, mit einem API-Token.',
  yourTokens: 'Ihre API-Token',
};
