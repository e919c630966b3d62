import type { welcome as en } from '../en/welcome';
import type { Wording } from '../texts';

export const welcome: Wording<typeof en> = {
  title: '欢迎使用 Portico',
  about: '只需三步，API 就会变成模型可以使用的 MCP 服务器。',
  steps: {
    label: '创建第一个服务器的步骤',
    read: { label: '一个 API', about: '它的描述' },
    review: { label: '工具', about: '模型可以调用的内容' },
    done: { label: '连接', about: '您的 MCP 客户端' },
  },
  sample: {
    title: '示例',
    text: '演示书店：七个关于图书和订单的操作。cargo xtask up 会在 Portico 旁运行它的 REST API；在其他地方请启动 portico-demo-api。',
    address: '书店 API 的地址',
    addressHint: '网关访问它时使用的地址。',
    start: '从示例开始',
  },
  own: '您自己的 API',
  otherwise: '您可以随时回到这里。',
  skip: '先随便看看',
};
