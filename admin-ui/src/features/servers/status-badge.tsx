import { Badge, Tooltip } from '@mantine/core';
import { useNodes } from '../../api/nodes';
import type { servers } from '../../i18n/en/servers';
import { useServersTexts } from '../../i18n/pages/servers';
import type { Wording } from '../../i18n/texts';
import { type ServerItem, type ServerStatus, statusOfServer } from './status';

const COLORS: Record<ServerStatus['kind'], string> = {
  live: 'teal',
  updating: 'harbour',
  refused: 'red',
  noNodes: 'gray',
  broken: 'red',
};

function wordsFor({ kind, reached, all }: ServerStatus, words: Wording<typeof servers>['status']) {
  const nodes = words.nodes(reached, all);
  return {
    live: { label: words.live(nodes), hint: words.hintLive },
    updating: { label: words.updating(nodes), hint: words.hintUpdating },
    refused: { label: words.refused(nodes), hint: words.hintRefused },
    noNodes: { label: words.noNodes, hint: words.hintNoNodes },
    broken: { label: words.broken, hint: null },
  }[kind];
}

type StatusBadgeProps = {
  server: Pick<ServerItem, 'tenant' | 'name' | 'revision' | 'errors'>;
};

/** Whether clients reach the stored version of a server; follows the Envoys live. */
export function StatusBadge({ server }: StatusBadgeProps) {
  const servers = useServersTexts();
  const nodes = useNodes();
  if (nodes === undefined) return null;
  const status = statusOfServer(server, nodes);
  const { label, hint } = wordsFor(status, servers.status);
  return (
    <Tooltip label={hint ?? server.errors.join('\n')} multiline maw="22rem">
      <Badge color={COLORS[status.kind]} variant="dot" tabIndex={0} size="lg" fw={450}>
        {label}
      </Badge>
    </Tooltip>
  );
}
