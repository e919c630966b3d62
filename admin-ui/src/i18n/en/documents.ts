/** What pages of upstreams, secrets and other documents have in common. */
export const documents = {
  editTitle: (name: string) => `Edit ${name}`,
  usedBy: 'Used by',
  taken: 'There is one of this name already. Choose another name.',
  saved: (name: string, revision: string) => `${name} is saved, as revision ${revision}.`,
  notSaved: 'It was not saved',
  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteText: 'Nothing uses it.',
  deleteUndo: 'You can bring it back: under History, restore it from the revision before.',
  deleteForGood: 'This configuration keeps no history, so this cannot be undone here.',
  deleted: (name: string, revision: string) => `${name} is deleted, with revision ${revision}.`,
};
