import type { conflict as en } from '../en/conflict';
import type { Wording } from '../texts';

export const conflict: Wording<typeof en> = {
  title: 'Jemand anderes hat das geändert',
  text: 'Seit Sie es geöffnet haben, wurde eine andere Fassung gespeichert. Nichts ist verloren: Vergleichen Sie beide und entscheiden Sie.',
  theirs: 'Inzwischen gespeichert',
  yours: 'Ihre Fassung',
  keepMine: 'Meine darüber speichern',
  takeTheirs: 'Die andere nehmen, meine verwerfen',
  goOn: 'Weiter bearbeiten',
  same: 'Beide Fassungen sind gleich.',
  draftRestored: 'Ihr früherer Entwurf ist wieder da.',
  draftDiscard: 'Entwurf verwerfen',
  added: 'hinzugefügt',
  removed: 'entfernt',
  deleted: 'Es wurde inzwischen gelöscht.',
};
