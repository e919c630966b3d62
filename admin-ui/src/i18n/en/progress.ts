/** How far a change has spread. */
export const progress = {
  reached: (reached: string, nodes: string) => `On ${reached} of ${nodes} connected nodes`,
  refusing: (count: string) => `${count} refuse something`,
  took: (milliseconds: string) => `after ${milliseconds} ms`,
  missing: 'Not yet on',
  more: (count: string) => `and ${count} more`,
  noNodes: 'No node is connected; those that connect receive it at once.',
  unknown: 'How it spread is not known: it is older than this control plane’s start.',
};
