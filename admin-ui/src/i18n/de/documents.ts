import type { documents as en } from '../en/documents';
import type { Wording } from '../texts';

export const documents: Wording<typeof en> = {
  editTitle: (name) => `${name} bearbeiten`,
  usedBy: 'Benutzt von',
  taken: 'Dieser Name ist schon vergeben. Wählen Sie einen anderen.',
  saved: (name, revision) => `${name} ist gespeichert, als Revision ${revision}.`,
  notSaved: 'Es wurde nicht gespeichert',
  deleteTitle: (name) => `${name} löschen?`,
  deleteText: 'Nichts benutzt es.',
  deleteUndo: 'Sie können es zurückholen: unter Verlauf, aus der Revision davor.',
  deleteForGood:
    'Diese Konfiguration hat keinen Verlauf, also lässt es sich hier nicht rückgängig machen.',
  deleted: (name, revision) => `${name} ist gelöscht, mit Revision ${revision}.`,
};
