import type { documents as en } from '../en/documents';
import type { Wording } from '../texts';

export const documents: Wording<typeof en> = {
  editTitle: (name) => `编辑 ${name}`,
  usedBy: '使用者',
  taken: '此名称已被使用。请选择其他名称。',
  saved: (name, revision) => `${name} 已保存，修订 ${revision}。`,
  notSaved: '未能保存',
  deleteTitle: (name) => `删除 ${name}？`,
  deleteText: '没有内容在使用它。',
  deleteUndo: '您可以恢复它：在“历史”中从之前的修订还原。',
  deleteForGood: '此配置不保留历史，因此无法在这里撤销。',
  deleted: (name, revision) => `${name} 已删除，修订 ${revision}。`,
};
