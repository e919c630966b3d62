import type { problems as en } from '../en/problems';
import type { Wording } from '../texts';

export const problems: Wording<typeof en> = {
  title: 'Das hat nicht geklappt',
  loadTitle: 'Das konnte nicht geladen werden',
  unreachable: 'Die Steuerungsebene antwortet nicht. Prüfen Sie Ihr Netz; es wird weiter versucht.',
  unauthorized: 'Ihre Sitzung ist zu Ende. Melden Sie sich neu an.',
  forbidden: 'Das dürfen Sie nicht. Ein Administrator kann Ihnen eine Rolle im Mandanten geben.',
  notFound: 'Es ist nicht (mehr) da. Gehen Sie zurück zur Liste.',
  conflict: 'Was da ist, spricht dagegen.',
  changed: 'Jemand hat es geändert, seit Sie es geöffnet haben. Vergleichen Sie beide Fassungen.',
  invalid: 'Einige Felder stimmen nicht. Sehen Sie, was markiert ist.',
  tooMany: (seconds) => `Zu viele Versuche. Warten Sie ${seconds} s und versuchen Sie es erneut.`,
  tooLarge: 'Es ist zu groß.',
  unavailable: 'Die Steuerungsebene kann das gerade nicht. Versuchen Sie es gleich noch einmal.',
  server:
    'Die Steuerungsebene ist gescheitert. Versuchen Sie es erneut; ihr Protokoll sagt, was geschah.',
  other: 'Etwas Unerwartetes ist geschehen. Laden Sie die Seite neu.',
  retry: 'Erneut versuchen',
  saidByServer: (text) => `Die Steuerungsebene sagt: ${text}`,
};
