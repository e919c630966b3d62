import type { content as en } from '../en/content';
import type { Wording } from '../texts';

export const content: Wording<typeof en> = {
  json: '文本中的 JSON',
  other: '其他内容',
  image: (type) => `图像（${type}）`,
  audio: (type) => `声音（${type}）`,
  bytes: (type) => `类型为 ${type} 的字节`,
  unreadable: (type) => `无法显示此 ${type}：其数据不是 base64。`,
};
