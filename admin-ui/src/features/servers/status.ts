import type { Node } from '../../api/nodes';
import type { components } from '../../api/schema';

export type ServerItem = components['schemas']['ServerItem'];

/** How far a server's stored version has come among the connected Envoys. */
export interface ServerStatus {
  kind: 'live' | 'updating' | 'refused' | 'noNodes' | 'broken';
  /** Connected nodes that have it. */
  reached: number;
  /** Connected nodes. */
  all: number;
}

type Stored = Pick<ServerItem, 'tenant' | 'name' | 'revision' | 'errors'>;

function isRefusedBy(node: Node, { tenant, name }: Stored): boolean {
  const own = `${tenant}/${name}`;
  const refused = node.streams.flatMap((stream) => stream.refused);
  return refused.some(({ resource }) => resource === own || resource.startsWith(`${own}/`));
}

export function statusOfServer(server: Stored, nodes: Node[]): ServerStatus {
  // Bridges are nodes too, and serve no tools.
  const isServing = (node: Node) => node.connection === 'connected' && node.bridgeVersion == null;
  const connected = nodes.filter(isServing);
  const has = (node: Node) =>
    (node.revision ?? -1) >= server.revision && !isRefusedBy(node, server);
  const reached = connected.filter(has).length;
  const all = connected.length;
  const kind = () => {
    if (server.errors.length > 0) return 'broken';
    if (all === 0) return 'noNodes';
    if (connected.some((node) => isRefusedBy(node, server))) return 'refused';
    return reached === all ? 'live' : 'updating';
  };
  return { kind: kind(), reached, all };
}
