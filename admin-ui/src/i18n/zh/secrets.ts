import type { secrets as en } from '../en/secrets';
import type { Wording } from '../texts';

export const secrets: Wording<typeof en> = {
  about: '上游的密钥和密码。它们被加密存储，不会再次显示。',
  searchLabel: '搜索机密',
  list: '机密列表',
  create: '新建机密',
  newTitle: '新建机密',
  newAbout: '保存后，上游就可以发送它。此后没有人能在这里读取它。',
  pageAbout: '已存储的内容不会显示，只能替换。',
  column: { secret: '机密', place: '值', usedBy: '使用者', changed: '最近更改' },
  empty: {
    title: '还没有机密',
    text: '机密保存密钥或密码。上游只引用它的名称，因此值不会出现在任何文档、差异或导出中。',
  },
  stored: '已加密存储',
  unused: '没有上游',
  broken: '按当前存储的内容无法使用',
  replace: '替换',
  viewerHint: '您可以查看它的使用位置。租户的编辑者可以替换它。',
  clash: '自您打开以来，其他人替换了它。双方都看不到对方的值。',
  deleteUsed: (upstreams) => `以下上游正在发送它，不再发送后才能删除：${upstreams}。`,
  form: {
    name: '名称',
    nameHint: '小写字母、数字和连字符；上游通过它引用。',
    source: '值的来源',
    sources: {
      value: '在此输入',
      env: '控制平面的环境变量',
      file: '控制平面所在机器上的文件',
    },
    sourceHints: {
      value: '会立即用控制平面的密钥加密。',
      env: '由控制平面的运维人员用 --secret-env-allow 允许。',
      file: '由控制平面的运维人员用 --secret-file-allow 允许。文件的更改会被发现。',
    },
    value: '值',
    valueHint: '按 API 的要求填写，不含“Bearer”。',
    newValue: '新值',
    newValueHint: '留空则保留已存储的值。',
    env: '环境变量',
    file: '文件',
  },
};
