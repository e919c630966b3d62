import type { words as en } from '../en/words';
import type { Wording } from '../texts';

export const words: Wording<typeof en> = {
  copy: 'Kopieren',
  copied: 'Kopiert',
  cancel: 'Abbrechen',
  save: 'Speichern',
  delete: 'Löschen',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  search: 'Suchen',
  clearSearch: 'Suche leeren',
  loading: 'Wird geladen',
  loadMore: 'Mehr laden',
  nothingFound: (text) => `Nichts passt zu „${text}“.`,
  nothingInTenant: (tenant) => `Mandant „${tenant}“ hat keine.`,
  showAll: 'Alle zeigen',
  table: 'Tabelle',
  cards: 'Karten',
  view: 'Ansicht',
  revision: (number) => `Revision ${number}`,
  name: 'Name',
  tenant: 'Mandant',
  actions: 'Aktionen',
};
