export const welcome = {
  title: 'Welcome to Portico',
  about: 'In three steps, an API becomes an MCP server that models can use.',
  steps: {
    label: 'Steps to a first server',
    read: { label: 'An API', about: 'its description' },
    review: { label: 'Tools', about: 'what models may call' },
    done: { label: 'Connect', about: 'your MCP client' },
  },
  sample: {
    title: 'A sample',
    text: 'The demo bookshop: seven operations about books and orders. cargo xtask up runs its REST API beside Portico; elsewhere, start portico-demo-api.',
    address: 'Address of the bookshop’s API',
    addressHint: 'As the gateway reaches it.',
    start: 'Start with the sample',
  },
  own: 'Your own API',
  otherwise: 'You can come back here at any time.',
  skip: 'Look around first',
};
