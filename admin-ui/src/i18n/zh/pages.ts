import type { pages as en } from '../en/pages';
import type { Wording } from '../texts';

export const pages: Wording<typeof en> = {
  servers: '服务器',
  upstreams: '上游',
  secrets: '机密',
  imports: '导入',
  welcome: '入门',
  playground: '试验场',
  chat: '对话实验室',
  providers: '模型提供方',
  fleet: '节点',
  history: '历史',
  audit: '审计日志',
  settings: '设置',
  users: '用户',
  tenants: '租户',
  account: '您的账户',
};
