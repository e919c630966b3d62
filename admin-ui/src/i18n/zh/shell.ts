import type { shell as en } from '../en/shell';
import type { Wording } from '../texts';

export const shell: Wording<typeof en> = {
  product: 'Portico',
  skipToContent: '跳到内容',
  navigation: '主导航',
  openNavigation: '打开导航',
  closeNavigation: '关闭导航',
  collapse: '收起导航',
  expand: '展开导航',
  groups: { gateway: '网关', try: '试用', operate: '运维', people: '人员' },
  tenant: '租户',
  allTenants: '所有租户',
  language: '语言',
  theme: { label: '主题', auto: '跟随系统', light: '浅色', dark: '深色' },
  account: (name) => `${name} 的账户`,
  admin: '管理员',
  member: '成员',
  signOut: '退出登录',
  signedOut: '您已退出登录。',
  unreachable: '控制平面没有响应。显示的内容可能已过时；您输入的内容会保留。',
  retry: '重试',
  back: '控制平面已恢复响应。',
  notFound: {
    title: '找不到页面',
    text: '此地址没有页面。它可能已被移动或删除。',
    home: '前往服务器',
  },
  crash: {
    title: '此页面出错',
    text: '这是控制台的错误。您的草稿已保留。请重试该页面；如果再次出错，请把下面的内容告诉 Portico 的运维人员。',
    retry: '重试此页面',
  },
  close: '关闭',
};
