import type { signIn as en } from '../en/sign-in';
import type { Wording } from '../texts';

export const signIn: Wording<typeof en> = {
  title: 'Anmelden',
  welcome: 'Bei Portico anmelden',
  tagline: 'Das MCP-Gateway in Envoy',
  name: 'Benutzername',
  password: 'Passwort',
  submit: 'Anmelden',
  oidc: 'Mit Ihrer Organisation anmelden',
  or: 'oder',
  expired:
    'Ihre Sitzung ist zu Ende. Melden Sie sich neu an, um weiterzumachen; Ihre Entwürfe bleiben erhalten.',
  refused: 'Name oder Passwort ist falsch.',
  wait: (seconds) => `Zu viele Versuche. In ${seconds} s können Sie es erneut versuchen.`,
  nameMissing: 'Geben Sie Ihren Benutzernamen ein.',
  passwordMissing: 'Geben Sie Ihr Passwort ein.',
  firstTime:
    'Das erste Mal hier? Beim Start hat die Steuerungsebene das Passwort von „admin“ ausgegeben; „create-admin“ legt einen weiteren Administrator an.',
};
