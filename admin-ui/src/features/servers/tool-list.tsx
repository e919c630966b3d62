import { Accordion, Badge, Code, Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { Link } from '../../components/link';
import { useServersTexts } from '../../i18n/pages/servers';
import type { ArgumentView, ToolView } from './model';

/** Whose tools they are. */
interface Owner {
  tenant: string;
  name: string;
}

/** The tools of a server, each opened on demand. */
export function ToolList({ tools, owner }: { tools: ToolView[]; owner: Owner }) {
  const { detail } = useServersTexts();
  return (
    <Stack gap="xs">
      <Title order={2}>
        {detail.tools} ({tools.length})
      </Title>
      {tools.length === 0 ? (
        <Text c="dimmed">{detail.noTools}</Text>
      ) : (
        <Paper withBorder style={{ overflow: 'hidden' }}>
          <Accordion multiple order={3}>
            {tools.map((tool) => (
              <Tool key={tool.name} tool={tool} owner={owner} />
            ))}
          </Accordion>
        </Paper>
      )}
    </Stack>
  );
}

function Tool({ tool, owner }: { tool: ToolView; owner: Owner }) {
  const { detail, tryIt, tryTool } = useServersTexts();
  const search = { tenant: owner.tenant, server: owner.name, part: `tool:${tool.name}` };
  return (
    <Accordion.Item value={tool.name}>
      <Accordion.Control>
        <Group gap="sm">
          <Text fw={550} ff="monospace" size="sm">
            {tool.name}
          </Text>
          {tool.title !== null && <Text size="sm">{tool.title}</Text>}
          {tool.isReadOnly && <Badge color="teal">{detail.readOnly}</Badge>}
          {tool.isDestructive && <Badge color="red">{detail.destructive}</Badge>}
        </Group>
      </Accordion.Control>
      <Accordion.Panel>
        <Stack gap="sm">
          {tool.description !== null && <Text size="sm">{tool.description}</Text>}
          {tool.request !== null && (
            <Text size="sm">
              {detail.request}: <Code>{tool.request}</Code>
            </Text>
          )}
          {tool.arguments.length === 0 ? (
            <Text size="sm" c="dimmed">
              {detail.noArguments}
            </Text>
          ) : (
            <Arguments entries={tool.arguments} />
          )}
          <Link to="/playground" search={search} size="sm" aria-label={tryTool(tool.name)}>
            {tryIt}
          </Link>
        </Stack>
      </Accordion.Panel>
    </Accordion.Item>
  );
}

function Arguments({ entries }: { entries: ArgumentView[] }) {
  const { detail } = useServersTexts();
  return (
    <Table aria-label={detail.arguments} verticalSpacing={6} layout="auto">
      <Table.Tbody>
        {entries.map(({ name, type, description, isRequired }) => (
          <Table.Tr key={name}>
            <Table.Th scope="row" w="1%" fw={500}>
              <Code>{name}</Code>
            </Table.Th>
            <Table.Td w="1%" style={{ whiteSpace: 'nowrap' }}>
              {type}
              {isRequired && ` · ${detail.required}`}
            </Table.Td>
            <Table.Td>{description}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
