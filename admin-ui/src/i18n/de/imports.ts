import type { imports as en } from '../en/imports';
import type { Wording } from '../texts';

export const imports: Wording<typeof en> = {
  about: 'Aus der Beschreibung einer API wird ein Server, aus jeder Operation ein Werkzeug.',
  formats: {
    'openapi-3.0': 'OpenAPI 3.0',
    'openapi-3.1': 'OpenAPI 3.1',
    'swagger-2.0': 'Swagger 2.0',
    unla: 'Unla',
  },
  source: {
    file: 'Datei',
    paste: 'Einfügen',
    address: 'Adresse',
    drop: 'Ziehen Sie eine Beschreibung hierher oder wählen Sie eine Datei.',
    chooseFile: 'Datei wählen',
    formats: 'OpenAPI 3.0 und 3.1, Swagger 2.0 oder eine Unla-Konfiguration, als JSON oder YAML.',
    tooLarge: 'Die Datei ist größer als 32 MB.',
    text: 'Beschreibung',
    pasted: 'eingefügter Text',
    read: 'Einlesen',
    url: 'Adresse der Beschreibung',
    urlHint:
      'Die Steuerungsebene holt sie, aus dem öffentlichen Internet und von dort, wo sie es darf.',
    unreadable: 'Die Beschreibung kann nicht gelesen werden',
  },
  review: {
    untitled: 'Eine Beschreibung ohne Titel',
    found: (possible, all) => `${possible} von ${all} Operationen können Werkzeuge werden.`,
    other: 'Andere Beschreibung',
    warnings: 'Zur Beschreibung im Ganzen',
    make: 'Importieren',
    dryRun: 'Probelauf',
    chooseOne: 'Wählen Sie mindestens eine Operation.',
    impossible: 'So kann das nicht importiert werden',
    existsTitle: 'Es gibt schon einen Server dieses Namens',
    exists:
      'Wählen Sie einen anderen Namen; oder lassen Sie den Import seinen Platz einnehmen. Der Verlauf behält, was er war.',
    replace: 'Seinen Platz einnehmen',
  },
  target: {
    title: 'Wohin es kommt',
    name: 'Name des Servers',
    nameHint: 'Zielsystem und Geheimnisse werden nach ihm benannt.',
    path: 'Pfad',
    pathHint: 'Clients verbinden sich dort mit dem Gateway, mit /mcp dahinter.',
    address: 'Adresse der API',
    addressHint: 'Dorthin sendet Envoy die Anfragen.',
  },
  secrets: {
    title: 'Schlüssel und Passwörter',
    about:
      'Die API verlangt sie. Ein Wert wird sofort verschlüsselt; er lässt sich auch später unter Geheimnisse eingeben.',
    source: (name) => `Woher ${name} kommt`,
    kinds: {
      value: 'Ich gebe ihn hier ein',
      env: 'Eine Umgebungsvariable',
      existing: 'Es gibt ein Geheimnis dieses Namens',
      omit: 'Keine Zugangsdaten senden',
    },
    value: 'Wert',
    later: 'Leer lassen und später angeben',
    env: 'Umgebungsvariable',
  },
  tools: {
    title: 'Werkzeuge',
    about:
      'Wählen Sie, was Modelle aufrufen dürfen. Wenige, gut benannte Werkzeuge sind besser als alle.',
    all: (chosen, all) => `${chosen} von ${all} gewählt`,
    search: 'Operationen suchen',
    choose: (key) => `${key} wählen`,
    nameOf: (key) => `Name des Werkzeugs für ${key}`,
    nameTaken: 'Ein anderes Werkzeug heißt so.',
    nameWrong: 'Erlaubt sind Buchstaben, Ziffern, „_“, „-“ und „.“.',
    deprecated: 'veraltet',
    details: (key) => `Einzelheiten zu ${key}`,
    show: 'Einzelheiten',
    warnings: (count) => (count === 1 ? '1 Warnung' : `${count} Warnungen`),
    arguments: 'Argumente',
    more: (count) => `Mehr zeigen (${count})`,
    impossible: (count) =>
      count === 1
        ? '1 Operation kann kein Werkzeug werden'
        : `${count} Operationen können keine Werkzeuge werden`,
  },
  dryRun: {
    title: 'Was sich ändern würde',
    fine: 'So kann es importiert werden',
    nothingStored: 'Noch ist nichts gespeichert.',
    impossible: 'So kann es nicht importiert werden',
    created: 'neu',
    replaced: 'ersetzt',
  },
  done: {
    title: (name) => `${name} ist jetzt ein Server`,
    text: (tools, revision) =>
      `Er hat ${tools}, als Revision ${revision}. Verbinden Sie einen Client oder sehen Sie ihn sich an.`,
    open: 'Server öffnen',
    another: 'Noch eine importieren',
    later: 'Später',
    update:
      'Ändert sich die Beschreibung, aktualisieren Sie den Server nach ihr: Was sich dort geändert hat und was hier bearbeitet wurde, wird zusammengeführt.',
    undo: 'Unter Verlauf können Sie den Import zurücknehmen.',
  },
};
