import type { importUpdate as en } from '../en/import-update';
import type { Wording } from '../texts';

export const importUpdate: Wording<typeof en> = {
  title: (name) => `${name} aktualisieren`,
  about:
    'Was sich in der Beschreibung seit dem letzten Import geändert hat und was hier bearbeitet wurde, wird zusammengeführt.',
  earlier: 'Frühere Importe',
  earlierAbout:
    'Ändert sich eine Beschreibung, bringen Sie den Server auf ihren Stand; was hier bearbeitet wurde, bleibt.',
  noneYet: 'Noch keine. Was Sie importieren, steht hier und lässt sich später aktualisieren.',
  column: {
    server: 'Server',
    made: 'Was entstand',
    from: 'Woher',
    format: 'Art der Beschreibung',
    when: 'Wann',
    next: 'Nächster Schritt',
  },
  documents: (count) => (count === 1 ? '1 Dokument' : `${count} Dokumente`),
  fromText: 'eine Datei oder ein eingefügter Text',
  imported: 'Importiert',
  deleted: 'seither gelöscht',
  update: 'Aktualisieren',
  updateOf: (name) => `${name} nach seiner Beschreibung aktualisieren`,
  fromDescription: 'Nach der Beschreibung aktualisieren',
  fetchAgain: 'Noch einmal holen',
  never: (name) => `Kein Import von ${name} ist bekannt`,
  neverText:
    'Nur was in der Konsole oder mit der API importiert wurde, lässt sich aktualisieren. Importieren Sie die Beschreibung unter demselben Namen und lassen Sie sie den Platz des Servers einnehmen: Von da an geht es.',
  toImports: 'Zu den Importen',
  before: 'Beim letzten Import',
  here: 'Hier',
  source: 'In der Beschreibung',
  choiceOf: (what) => `Welche Seite von ${what} gilt`,
  fields: (count) => (count === 1 ? '1 Feld' : `${count} Felder`),
  field: { source: 'Aus der Beschreibung', here: 'Meins' },
  whole: {
    conflict: { source: 'Aus der Beschreibung', here: 'Meins' },
    added: { source: 'Aufnehmen', here: 'Weglassen' },
    gone: { source: 'Löschen', here: 'Behalten' },
    removed: { source: 'Zurückholen', here: 'Weglassen' },
    source: { source: 'Aus der Beschreibung', here: 'Meins' },
    here: { source: 'Aus der Beschreibung', here: 'Meins' },
  },
  all: {
    conflict: { source: 'Alles aus der Beschreibung', here: 'Alles von hier' },
    added: { source: 'Alle aufnehmen', here: 'Alle weglassen' },
    gone: { source: 'Alle löschen', here: 'Alle behalten' },
    removed: { source: 'Alle zurückholen', here: 'Alle weglassen' },
    source: { source: 'Alles aus der Beschreibung', here: 'Alles von hier' },
    here: { source: 'Alles aus der Beschreibung', here: 'Alles von hier' },
  },
  states: {
    conflict: {
      title: 'Auf beiden Seiten geändert',
      about:
        'Die Beschreibung und jemand hier haben dasselbe geändert. Ihres bleibt, wenn Sie nichts anderes wählen.',
    },
    added: { title: 'Neu in der Beschreibung', about: 'Wählen Sie, was Modelle aufrufen dürfen.' },
    gone: {
      title: 'Nicht mehr in der Beschreibung',
      about: 'Die API hat sie vielleicht nicht mehr: Aufrufe würden scheitern.',
    },
    removed: {
      title: 'Hier herausgenommen',
      about: 'Die Beschreibung hat sie noch. Sie bleiben weg, bis Sie sie zurückholen.',
    },
    source: { title: 'In der Beschreibung geändert', about: 'Hier hat sie niemand bearbeitet.' },
    here: {
      title: 'Hier bearbeitet',
      about: 'In der Beschreibung sind sie, wie sie waren. Die Bearbeitung bleibt.',
    },
  },
  more: (count) => `Mehr zeigen (${count})`,
  unchanged: (count) =>
    count === 1 ? '1 Werkzeug ist unverändert' : `${count} Werkzeuge sind unverändert`,
  noChanges:
    'Die Beschreibung sagt, was sie beim letzten Import sagte, und hier wurde nichts bearbeitet.',
  counted: (count) => `Änderungen, die hier gemacht werden: ${count}.`,
  impossible: 'So kann nicht aktualisiert werden',
  apply: 'Als eine Änderung übernehmen',
  applyHint: 'Eine Revision, die sich im Verlauf zurücknehmen lässt.',
  remember: 'Diese Beschreibung merken',
  rememberHint:
    'Hier ändert sich nichts; der nächste Vergleich geht von dem aus, was die Beschreibung jetzt sagt.',
  done: (name) => `${name} ist auf dem neuesten Stand`,
  doneText: (documents, revision) => `Geändert: ${documents}; Revision ${revision}.`,
  remembered: 'Nichts musste geändert werden',
  rememberedText: 'Der nächste Vergleich geht von dem aus, was die Beschreibung jetzt sagt.',
  openServer: 'Server öffnen',
  openRevision: 'Ansehen, was sich geändert hat',
};
