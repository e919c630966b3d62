import type { signIn as en } from '../en/sign-in';
import type { Wording } from '../texts';

export const signIn: Wording<typeof en> = {
  title: '登录',
  welcome: '登录 Portico',
  tagline: 'Envoy 内的 MCP 网关',
  name: '用户名',
  password: '密码',
  submit: '登录',
  oidc: '使用您的组织账户登录',
  or: '或',
  expired: '您的会话已结束。请重新登录以继续之前的工作；您的草稿已保留。',
  refused: '用户名或密码错误。',
  wait: (seconds) => `尝试次数过多。${seconds} 秒后可重试。`,
  nameMissing: '请输入用户名。',
  passwordMissing: '请输入密码。',
  firstTime: '第一次使用？控制平面启动时打印了“admin”的密码；使用“create-admin”可创建其他管理员。',
};
