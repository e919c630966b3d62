import type { conflict as en } from '../en/conflict';
import type { Wording } from '../texts';

export const conflict: Wording<typeof en> = {
  title: '其他人修改了此内容',
  text: '自您打开以来，其他人保存了另一个版本。没有内容丢失：请比较两个版本后决定。',
  theirs: '期间保存的版本',
  yours: '您的版本',
  keepMine: '用我的版本覆盖',
  takeTheirs: '采用对方版本，放弃我的',
  goOn: '继续编辑',
  same: '两个版本相同。',
  draftRestored: '已恢复您之前的草稿。',
  draftDiscard: '放弃草稿',
  added: '新增',
  removed: '删除',
  deleted: '期间已被删除。',
};
