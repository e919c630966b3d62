import type { problems as en } from '../en/problems';
import type { Wording } from '../texts';

export const problems: Wording<typeof en> = {
  title: '操作未成功',
  loadTitle: '无法加载',
  unreachable: '控制平面没有响应。请检查网络；系统会继续重试。',
  unauthorized: '您的会话已结束。请重新登录。',
  forbidden: '您无权执行此操作。管理员可以授予您该租户的角色。',
  notFound: '它不存在或已不存在。请返回列表。',
  conflict: '现有内容与此冲突。',
  changed: '自您打开以来，其他人已修改了它。请比较两个版本。',
  invalid: '有些字段不正确。请查看标记的内容。',
  tooMany: (seconds) => `尝试次数过多。请等待 ${seconds} 秒后重试。`,
  tooLarge: '内容过大。',
  unavailable: '控制平面暂时无法执行。请稍后重试。',
  server: '控制平面出错。请重试；其日志会说明原因。',
  other: '发生了意外情况。请重新加载页面。',
  retry: '重试',
  saidByServer: (text) => `控制平面的说明：${text}`,
};
