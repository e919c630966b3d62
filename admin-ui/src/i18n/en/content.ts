/** What MCP's content blocks are called. */
export const content = {
  json: 'JSON in a text',
  other: 'Other content',
  image: (type: string) => `Image (${type})`,
  audio: (type: string) => `Sound (${type})`,
  bytes: (type: string) => `Bytes of type ${type}`,
  unreadable: (type: string) => `This ${type} cannot be shown: its data is no base64.`,
};
