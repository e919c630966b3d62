import type { Node } from '../../api/nodes';
import type { components } from '../../api/schema';

export type Stream = components['schemas']['Stream'];

export type NodeState = 'current' | 'updating' | 'refusing' | 'gone' | 'unknown';

/** Whether something was sent on the stream that it has not accepted yet. */
function isBehind({ revision, sentRevision }: Stream): boolean {
  return sentRevision != null && (revision ?? -1) < sentRevision;
}

export function stateOf(node: Node): NodeState {
  if (node.connection === 'unknown') return 'unknown';
  if (node.connection !== 'connected') return 'gone';
  if (node.refused > 0) return 'refusing';
  return node.streams.some(isBehind) ? 'updating' : 'current';
}

/** What the node runs: bridges are nodes too. */
export function kindOf(node: Node): 'envoy' | 'bridge' {
  return node.bridgeVersion == null ? 'envoy' : 'bridge';
}

/** How many nodes are in each state. */
export function countStates(nodes: Node[]): Record<NodeState, number> {
  const counts = { current: 0, updating: 0, refusing: 0, gone: 0, unknown: 0 };
  for (const node of nodes) counts[stateOf(node)] += 1;
  return counts;
}

/** A refused resource, and the nodes that refuse it for the same reason. */
export interface Refusal {
  resource: string;
  reason: string;
  nodes: string[];
}

/** What connected nodes refuse, each thing once. */
export function refusalsOf(nodes: Node[]): Refusal[] {
  const found = new Map<string, Refusal>();
  for (const node of nodes.filter(({ connection }) => connection === 'connected')) {
    for (const { resource, reason } of node.streams.flatMap(({ refused }) => refused)) {
      const key = `${resource}\n${reason}`;
      const refusal = found.get(key) ?? { resource, reason, nodes: [] };
      if (!refusal.nodes.includes(node.id)) refusal.nodes.push(node.id);
      found.set(key, refusal);
    }
  }
  return [...found.values()];
}

/** A type URL's last part, as in `Tool`. */
export function shortType(typeUrl: string): string {
  return typeUrl.slice(typeUrl.lastIndexOf('.') + 1);
}

/** Whether the node's id, cluster, place, versions, control planes or metadata have this text. */
export function matches(node: Node, text: string): boolean {
  const { id, cluster, locality, envoyVersion, filterVersion, bridgeVersion, metadata } = node;
  const told = [id, cluster, locality, envoyVersion, filterVersion, bridgeVersion];
  const wanted = text.trim().toLowerCase();
  return [...told, ...node.replicas, ...Object.values(metadata ?? {})].some((part) =>
    part?.toLowerCase().includes(wanted),
  );
}
