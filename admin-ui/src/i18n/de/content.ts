import type { content as en } from '../en/content';
import type { Wording } from '../texts';

export const content: Wording<typeof en> = {
  json: 'JSON in einem Text',
  other: 'Anderer Inhalt',
  image: (type) => `Bild (${type})`,
  audio: (type) => `Ton (${type})`,
  bytes: (type) => `Bytes vom Typ ${type}`,
  unreadable: (type) => `${type} lässt sich nicht zeigen: Die Daten sind kein base64.`,
};
