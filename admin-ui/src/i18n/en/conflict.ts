/** Drafts, confirmations and two editors of one thing. */
export const conflict = {
  title: 'Somebody else changed this',
  text: 'Since you opened it, somebody else has saved another version. Nothing is lost: compare both and decide.',
  theirs: 'Saved meanwhile',
  yours: 'Yours',
  keepMine: 'Save mine over it',
  takeTheirs: 'Take theirs, drop mine',
  goOn: 'Go on editing',
  same: 'Both versions are the same.',
  draftRestored: 'Your draft from before is here again.',
  draftDiscard: 'Discard the draft',
  added: 'added',
  removed: 'removed',
  deleted: 'It was deleted meanwhile.',
};
