import type { shell as en } from '../en/shell';
import type { Wording } from '../texts';

export const shell: Wording<typeof en> = {
  product: 'Portico',
  skipToContent: 'Zum Inhalt springen',
  navigation: 'Hauptnavigation',
  openNavigation: 'Navigation öffnen',
  closeNavigation: 'Navigation schließen',
  collapse: 'Navigation einklappen',
  expand: 'Navigation ausklappen',
  groups: { gateway: 'Gateway', try: 'Ausprobieren', operate: 'Betrieb', people: 'Personen' },
  tenant: 'Mandant',
  allTenants: 'Alle Mandanten',
  language: 'Sprache',
  theme: { label: 'Darstellung', auto: 'Wie das System', light: 'Hell', dark: 'Dunkel' },
  account: (name) => `Konto von ${name}`,
  admin: 'Administrator',
  member: 'Mitglied',
  signOut: 'Abmelden',
  signedOut: 'Sie sind abgemeldet.',
  unreachable:
    'Die Steuerungsebene antwortet nicht. Was Sie sehen, kann veraltet sein; Ihre Eingaben bleiben erhalten.',
  retry: 'Erneut versuchen',
  back: 'Die Steuerungsebene antwortet wieder.',
  notFound: {
    title: 'Seite nicht gefunden',
    text: 'Unter dieser Adresse gibt es keine Seite. Vielleicht wurde sie verschoben oder gelöscht.',
    home: 'Zu den Servern',
  },
  crash: {
    title: 'Diese Seite ist fehlgeschlagen',
    text: 'Das ist ein Fehler der Konsole. Ihre Entwürfe bleiben erhalten. Versuchen Sie die Seite erneut; scheitert sie wieder, geben Sie den Text unten an die Betreiber von Portico weiter.',
    retry: 'Seite erneut versuchen',
  },
  close: 'Schließen',
};
