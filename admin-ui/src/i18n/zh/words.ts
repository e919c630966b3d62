import type { words as en } from '../en/words';
import type { Wording } from '../texts';

export const words: Wording<typeof en> = {
  copy: '复制',
  copied: '已复制',
  cancel: '取消',
  save: '保存',
  delete: '删除',
  edit: '编辑',
  undo: '撤销',
  search: '搜索',
  clearSearch: '清除搜索',
  loading: '正在加载',
  loadMore: '加载更多',
  nothingFound: (text) => `没有与“${text}”匹配的内容。`,
  nothingInTenant: (tenant) => `租户“${tenant}”还没有内容。`,
  showAll: '显示全部',
  table: '表格',
  cards: '卡片',
  view: '视图',
  revision: (number) => `修订 ${number}`,
  name: '名称',
  tenant: '租户',
  actions: '操作',
};
