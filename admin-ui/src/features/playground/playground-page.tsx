import { Paper, Skeleton, Stack, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { documentOptions } from '../../api/document';
import { mayEdit, useMe } from '../../api/me';
import { Empty } from '../../components/empty';
import { IconPlayground } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { LoadError } from '../../components/load-error';
import { Page } from '../../components/page';
import { keepDraft } from '../../components/use-draft';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { useTexts } from '../../i18n/use-texts';
import { textIn } from '../servers/model';
import type { PastCall } from './history';
import { HistoryPanel } from './history-panel';
import { type ServerKey, ServerPicker, useServerChoice } from './server-picker';
import { targetsOf } from './target';
import { partOf, TargetPicker } from './target-picker';
import type { Era, ShownHeader } from './trial';
import { draftKey, Workbench } from './workbench';

const route = getRouteApi('/shell/playground');

/** The server of the address; else the only one that there is. */
function useChosen(): { chosen: ServerKey | null; isEmpty: boolean } {
  const { tenant, server } = route.useSearch();
  const items = useServerChoice('').data?.items;
  if (tenant !== undefined && server !== undefined) {
    return { chosen: { tenant, server }, isEmpty: false };
  }
  const [only] = items ?? [];
  const isOnly = only !== undefined && items?.length === 1;
  return {
    chosen: isOnly ? { tenant: only.tenant, server: only.name } : null,
    isEmpty: items?.length === 0,
  };
}

export function PlaygroundPage() {
  const t = usePlaygroundTexts();
  const { pages } = useTexts();
  const { chosen, isEmpty } = useChosen();
  const navigate = route.useNavigate();
  const [restored, setRestored] = useState<PastCall | null>(null);
  const [headers, setHeaders] = useState<ShownHeader[]>([]);
  const [era, setEra] = useLocalStorage<Era>({
    key: 'portico.playground-era',
    defaultValue: 'modern',
    getInitialValueInEffect: false,
  });
  const restore = (call: PastCall) => {
    const part = partOf(call);
    keepDraft(draftKey(call, part), { text: call.arguments, view: 'form' });
    setEra(call.era);
    setHeaders(call.headers);
    setRestored(call);
    void navigate({ search: { tenant: call.tenant, server: call.server, part } });
  };
  const pick = (key: ServerKey) => void navigate({ search: { ...key } });
  const picker = <ServerPicker chosen={chosen} onChoose={pick} />;
  return (
    <Page title={pages.playground} about={t.about}>
      {isEmpty ? (
        <Empty
          icon={<IconPlayground size={28} />}
          title={t.empty.title}
          text={t.empty.text}
          actions={<LinkButton to="/servers">{t.empty.action}</LinkButton>}
        />
      ) : chosen === null ? (
        <Paper withBorder p="md">
          {picker}
        </Paper>
      ) : (
        <Chosen
          key={`${chosen.tenant}/${chosen.server}`}
          at={chosen}
          restored={restored}
          era={era}
          onEra={setEra}
          headers={headers}
          onHeaders={setHeaders}
          picker={picker}
        />
      )}
      <HistoryPanel onRestore={restore} />
    </Page>
  );
}

interface ChosenProps {
  at: ServerKey;
  restored: PastCall | null;
  era: Era;
  onEra: (era: Era) => void;
  headers: ShownHeader[];
  onHeaders: (headers: ShownHeader[]) => void;
  picker: React.ReactNode;
}

function Chosen({ at, restored, picker, ...rest }: ChosenProps) {
  const t = usePlaygroundTexts();
  const me = useMe();
  const { part } = route.useSearch();
  const navigate = route.useNavigate();
  const stored = useQuery(documentOptions('servers', at.tenant, at.server));
  if (stored.data === undefined) {
    return (
      <Paper withBorder p="md">
        <Stack>
          {picker}
          <LoadError query={stored} />
          {stored.error === null && <Skeleton height={240} />}
        </Stack>
      </Paper>
    );
  }
  const targets = targetsOf(stored.data.document);
  const target = targets.find((one) => partOf(one) === part) ?? targets[0] ?? null;
  const choose = (next: string) => void navigate({ search: { ...at, part: next } });
  const above = (
    <>
      {picker}
      <TargetPicker targets={targets} chosen={target} onChoose={choose} />
      {!mayEdit(me, at.tenant) && <Text c="dimmed">{t.viewersMayNot}</Text>}
    </>
  );
  if (target === null) {
    return (
      <Paper withBorder p="md">
        <Stack>
          {picker}
          <Text c="dimmed">{t.noParts}</Text>
        </Stack>
      </Paper>
    );
  }
  const isRestored = restored !== null && partOf(restored) === partOf(target);
  return (
    <Workbench
      key={`${partOf(target)} ${isRestored ? restored.id : ''}`}
      at={at}
      path={textIn(stored.data.document, 'path') ?? ''}
      target={target}
      {...rest}
    >
      {above}
    </Workbench>
  );
}
