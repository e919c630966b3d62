import type { progress as en } from '../en/progress';
import type { Wording } from '../texts';

export const progress: Wording<typeof en> = {
  reached: (reached, nodes) => `已到达 ${reached}/${nodes} 个已连接的节点`,
  refusing: (count) => `${count} 个有拒绝项`,
  took: (milliseconds) => `用时 ${milliseconds} 毫秒`,
  missing: '尚未到达',
  more: (count) => `以及另外 ${count} 个`,
  noNodes: '没有已连接的节点；节点连接后会立即收到。',
  unknown: '无法得知其传播情况：它早于此控制平面的启动时间。',
};
