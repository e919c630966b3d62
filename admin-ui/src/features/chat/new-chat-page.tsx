import { Group, Paper, Skeleton, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { mayEdit, useMe } from '../../api/me';
import { Empty } from '../../components/empty';
import { IconChat, IconPlus } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { Page } from '../../components/page';
import { ProblemAlert } from '../../components/problem-alert';
import { useTenantFilter } from '../../components/tenant-filter';
import { useChatTexts } from '../../i18n/pages/chat';
import { useTexts } from '../../i18n/use-texts';
import { ChatLayout } from './chat-layout';
import { Composer } from './composer';
import { create, messagesOptions, useProviders } from './conversations';
import type { Provider } from './model';
import { ModelSelect } from './model-select';
import { choiceAmong, type Preferences, usePreferences, withServer } from './preferences';
import { SettingsForm } from './settings-form';
import { run } from './turns';

const route = getRouteApi('/shell/chat');

/** Where a conversation begins: model, tools and the first message. */
export function NewChatPage() {
  const t = useChatTexts();
  const { pages } = useTexts();
  const providers = useProviders(useTenantFilter());
  const { tenant = 'default', server } = route.useSearch();
  return (
    <ChatLayout>
      {(open) => (
        <Page title={pages.chat} about={t.about} actions={open}>
          {providers === undefined ? (
            <Skeleton height={240} />
          ) : providers.length === 0 ? (
            <NoProvider />
          ) : (
            <Begin
              key={`${tenant}/${server}`}
              providers={providers}
              server={server === undefined ? null : { tenant, name: server }}
            />
          )}
        </Page>
      )}
    </ChatLayout>
  );
}

function NoProvider() {
  const t = useChatTexts();
  const me = useMe();
  return (
    <Empty
      icon={<IconChat size={28} />}
      title={t.empty.title}
      text={mayEdit(me) ? t.empty.text : t.empty.viewer}
      actions={
        mayEdit(me) && (
          <LinkButton to="/providers" search={{ new: true }} leftSection={<IconPlus size={16} />}>
            {t.empty.action}
          </LinkButton>
        )
      }
    />
  );
}

interface BeginProps {
  providers: Provider[];
  /** What a link came with. */
  server: { tenant: string; name: string } | null;
}

function Begin({ providers, server }: BeginProps) {
  const t = useChatTexts();
  const [remembered, remember] = usePreferences();
  const [asked, setAsked] = useState<Preferences | null>(
    () => server && withServer(remembered, providers, server),
  );
  const preferences = asked ?? remembered;
  const setPreferences = (next: Preferences) => {
    setAsked(null);
    remember(next);
  };
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const choice = choiceAmong(providers, preferences.choice);
  if (choice === null) return null;
  const { settings } = preferences;
  const begin = async (text: string) => {
    setBusy(true);
    setError(null);
    try {
      const { id } = await create({ ...choice, settings });
      queryClient.setQueryData(messagesOptions(id).queryKey, []);
      void run(queryClient, id, { type: 'message', text });
      await navigate({ to: '/chat/$id', params: { id } });
      return true;
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
      return false;
    }
  };
  return (
    <Stack maw="56rem">
      <Paper withBorder p="md">
        <Stack>
          <Group>
            <ModelSelect
              providers={providers}
              chosen={choice}
              onChoose={(next) => {
                // Servers are those of a tenant.
                const kept =
                  next.tenant === choice.tenant ? settings : { ...settings, servers: [] };
                setPreferences({ choice: next, settings: kept });
              }}
            />
            <LinkButton to="/providers" variant="subtle" size="compact-sm">
              {t.manageProviders}
            </LinkButton>
          </Group>
          <SettingsForm
            tenant={choice.tenant}
            value={settings}
            onChange={(next) => setPreferences({ choice, settings: next })}
          />
        </Stack>
      </Paper>
      {error !== null && <ProblemAlert title={t.notBegun} error={error} />}
      <Composer
        draftOf="new"
        isRunning={isBusy}
        isStopping={isBusy}
        onSend={begin}
        onStop={() => undefined}
      />
    </Stack>
  );
}
