import type { secrets as en } from '../en/secrets';
import type { Wording } from '../texts';

export const secrets: Wording<typeof en> = {
  about:
    'Schlüssel und Passwörter der Zielsysteme. Sie sind verschlüsselt gespeichert und werden nie wieder gezeigt.',
  searchLabel: 'Geheimnisse suchen',
  list: 'Liste der Geheimnisse',
  create: 'Neues Geheimnis',
  newTitle: 'Neues Geheimnis',
  newAbout:
    'Ist es gespeichert, kann ein Zielsystem es senden. Lesen kann es hier dann niemand mehr.',
  pageAbout: 'Was gespeichert ist, wird nie gezeigt; es lässt sich nur ersetzen.',
  column: { secret: 'Geheimnis', place: 'Wert', usedBy: 'Benutzt von', changed: 'Letzte Änderung' },
  empty: {
    title: 'Noch keine Geheimnisse',
    text: 'Ein Geheimnis enthält einen Schlüssel oder ein Passwort. Zielsysteme nennen seinen Namen; so steht der Wert in keinem Dokument, keinem Vergleich und keinem Export.',
  },
  stored: 'gespeichert, verschlüsselt',
  unused: 'kein Zielsystem',
  broken: 'So wie es gespeichert ist, nicht verwendbar',
  replace: 'Ersetzen',
  viewerHint: 'Sie sehen, wo es benutzt wird. Bearbeiter des Mandanten können es ersetzen.',
  clash: 'Seit Sie es geöffnet haben, hat jemand es ersetzt. Keiner sieht den Wert des anderen.',
  deleteUsed: (upstreams) =>
    `Diese Zielsysteme senden es; löschen lässt es sich erst, wenn sie es nicht mehr tun: ${upstreams}.`,
  form: {
    name: 'Name',
    nameHint: 'Kleinbuchstaben, Ziffern und Bindestriche; Zielsysteme nennen ihn.',
    source: 'Woher der Wert kommt',
    sources: {
      value: 'Ich gebe ihn hier ein',
      env: 'Eine Umgebungsvariable der Steuerungsebene',
      file: 'Eine Datei auf der Maschine der Steuerungsebene',
    },
    sourceHints: {
      value: 'Er wird sofort verschlüsselt, mit dem Schlüssel der Steuerungsebene.',
      env: 'Wer die Steuerungsebene betreibt, erlaubt sie mit --secret-env-allow.',
      file: 'Wer die Steuerungsebene betreibt, erlaubt sie mit --secret-file-allow. Änderungen werden bemerkt.',
    },
    value: 'Wert',
    valueHint: 'So wie die API ihn erwartet, ohne „Bearer“.',
    newValue: 'Neuer Wert',
    newValueHint: 'Leer lassen, damit der gespeicherte bleibt.',
    env: 'Umgebungsvariable',
    file: 'Datei',
  },
};
