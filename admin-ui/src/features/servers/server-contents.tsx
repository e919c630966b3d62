import { Text } from '@mantine/core';
import { useServersTexts } from '../../i18n/pages/servers';
import type { ServerItem } from './status';

/** How many tools, prompts and resources a server has. */
export function ServerContents({ server }: { server: ServerItem }) {
  const t = useServersTexts();
  const parts = [t.tools(server.tools)];
  if (server.prompts > 0) parts.push(t.prompts(server.prompts));
  if (server.resources > 0) parts.push(t.resources(server.resources));
  return (
    <Text span size="sm">
      {parts.join(' · ')}
    </Text>
  );
}
