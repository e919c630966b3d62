import {
  ActionIcon,
  Badge,
  Code,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  Title,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { client } from '../../api/client';
import { mayEdit, useMe } from '../../api/me';
import { useConfirm } from '../../components/confirm';
import { IconEdit, IconTrash } from '../../components/icons';
import { useNotify } from '../../components/notify';
import { useProvidersTexts } from '../../i18n/pages/providers';
import { useFormat, useTexts } from '../../i18n/use-texts';
import type { Provider } from '../chat/model';
import { refreshProviders } from './change';

interface ProviderCardsProps {
  entries: Provider[];
  onEdit: (provider: Provider) => void;
}

export function ProviderCards({ entries, onEdit }: ProviderCardsProps) {
  const t = useProvidersTexts();
  return (
    <SimpleGrid
      cols={{ base: 1, md: 2, xl: 3 }}
      component="ul"
      aria-label={t.list}
      p={0}
      m={0}
      style={{ listStyle: 'none' }}
    >
      {entries.map((provider) => (
        <li key={`${provider.tenant}/${provider.name}`}>
          <Card provider={provider} onEdit={() => onEdit(provider)} />
        </li>
      ))}
    </SimpleGrid>
  );
}

function Card({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const t = useProvidersTexts();
  const format = useFormat();
  const { tenant, name, title, kind, baseUrl, models, credential } = provider;
  const badge = {
    none: t.hasNoKey,
    key: t.hasKey,
    secret: credential.type === 'secret' ? t.hasSecret(credential.name) : '',
  }[credential.type];
  return (
    <Paper withBorder p="md" h="100%">
      <Stack gap="xs">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Title order={2} size="h3">
              {title}
            </Title>
            <Text size="xs" c="dimmed">
              {tenant}/{name}
            </Text>
          </div>
          <Actions provider={provider} onEdit={onEdit} />
        </Group>
        <Group gap="xs">
          <Badge color="gray">{t.kinds[kind]}</Badge>
          <Badge color={credential.type === 'none' ? 'gray' : 'teal'}>{badge}</Badge>
        </Group>
        <Code style={{ overflowWrap: 'anywhere' }}>{baseUrl}</Code>
        <Text size="sm" lineClamp={2} style={{ overflowWrap: 'anywhere' }}>
          {format.list(models)}
        </Text>
      </Stack>
    </Paper>
  );
}

function Actions({ provider, onEdit }: { provider: Provider; onEdit: () => void }) {
  const t = useProvidersTexts();
  const { words } = useTexts();
  const { tenant, name, title } = provider;
  const ask = useConfirm();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const isAllowed = mayEdit(useMe(), tenant);
  const drop = async () => {
    const question = { title: t.deleteTitle(title), text: t.deleteText, undo: t.deleteUndo };
    if (!(await ask({ ...question, action: words.delete, isDangerous: true }))) return;
    try {
      const params = { path: { tenant, name } };
      await client.DELETE('/api/v1/providers/{tenant}/{name}', { params });
      await refreshProviders(queryClient);
    } catch (error) {
      notify.failed(error);
    }
  };
  if (!isAllowed) return null;
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={onEdit}
        aria-label={`${words.edit}: ${title}`}
      >
        <IconEdit size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        onClick={() => void drop()}
        aria-label={`${words.delete}: ${title}`}
      >
        <IconTrash size={16} />
      </ActionIcon>
    </Group>
  );
}
