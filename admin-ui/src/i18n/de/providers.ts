import type { providers as en } from '../en/providers';
import type { Wording } from '../texts';

export const providers: Wording<typeof en> = {
  about: 'APIs von Modellen für das Chat-Labor. Schlüssel bleiben in der Steuerungsebene.',
  list: 'Liste der Modellanbieter',
  add: 'Anbieter hinzufügen',
  editTitle: (name) => `${name} bearbeiten`,
  empty: {
    title: 'Noch keine Modellanbieter',
    text: 'Fügen Sie OpenAI, Anthropic oder eine zu OpenAI kompatible API hinzu: Ollama, vLLM, LM Studio, DeepSeek, OpenRouter.',
  },
  kind: 'Art der API',
  kinds: { openai: 'OpenAI-kompatibel', anthropic: 'Anthropic' },
  id: 'Kennung',
  idHint: 'In Adressen und Dateien: Kleinbuchstaben, Ziffern und Bindestriche. Sie bleibt.',
  label: 'Titel',
  baseUrl: 'Basis-URL',
  baseUrlHint: {
    openai:
      'Bis einschließlich /v1, etwa https://api.openai.com/v1 oder http://127.0.0.1:11434/v1.',
    anthropic: 'Etwa https://api.anthropic.com.',
  },
  defaultModel: 'Modell neuer Gespräche',
  models: 'Weitere Modelle zur Wahl',
  modelsHint: 'Namen eingeben und Enter drücken. „Testen“ bietet die des Anbieters an.',
  credential: 'Schlüssel',
  credentials: {
    keep: 'Schlüssel lassen, wie er ist',
    none: 'Kein Schlüssel',
    key: 'Schlüssel eingeben',
    secret: 'Wert eines Geheimnisses',
  },
  key: 'API-Schlüssel',
  keyHint: 'Er wird versiegelt und nie wieder gezeigt.',
  secret: 'Name des Geheimnisses',
  tenant: 'Mandant',
  test: 'Testen',
  works: (count, ms) => `Es funktioniert: ${count} Modelle in ${ms} ms.`,
  testFailed: 'Es funktioniert nicht',
  addModels: (count) => `Alle ${count} genannten Modelle anbieten`,
  saved: 'Der Anbieter ist gespeichert.',
  notSaved: 'Das ließ sich nicht speichern',
  deleteTitle: (name) => `${name} löschen?`,
  deleteText:
    'Gespräche mit ihm bleiben und lassen sich lesen; zum Fortsetzen brauchen sie einen anderen Anbieter.',
  deleteUndo: 'Der Schlüssel lässt sich nicht zurückholen: Fügen Sie den Anbieter dann neu hinzu.',
  hasKey: 'Hat einen Schlüssel',
  hasNoKey: 'Ohne Schlüssel',
  hasSecret: (name) => `Geheimnis ${name}`,
  chat: 'Chat-Labor öffnen',
};
