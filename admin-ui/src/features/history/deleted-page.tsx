import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { $api } from '../../api/client';
import { type Deletion, kindOfDocument, restoreDeleted } from '../../api/history';
import { mayEdit, useMe } from '../../api/me';
import { refreshDocuments } from '../../api/nodes';
import { byCursor, entriesOf } from '../../api/pages';
import { useSettings } from '../../api/settings';
import { Ago } from '../../components/ago';
import { type Column, DataTable } from '../../components/data-table';
import { Empty } from '../../components/empty';
import { IconHistory, IconTrash } from '../../components/icons';
import { Link } from '../../components/link';
import { List } from '../../components/list';
import { useNotify } from '../../components/notify';
import { Page } from '../../components/page';
import { chooseTenant, useTenantFilter } from '../../components/tenant-filter';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useFormat, useTexts } from '../../i18n/use-texts';
import { nameOf } from './difference-list';

/** What was deleted and is not there again; each can be brought back. */
export function DeletedPage() {
  const t = useHistoryTexts();
  const settings = useSettings();
  return (
    <Page title={t.deletions.title} about={t.deletions.about}>
      {settings?.history === false && (
        <Empty icon={<IconHistory size={28} />} title={t.none.title} text={t.none.text} />
      )}
      {settings?.history === true && <Deletions />}
    </Page>
  );
}

function Deletions() {
  const t = useHistoryTexts();
  const tenant = useTenantFilter();
  const columns = useColumns();
  const init = { params: { query: { tenant: tenant ?? undefined } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/deletions', init, byCursor);
  const { empty, list } = t.deletions;
  return (
    <List
      query={query}
      entries={entriesOf(query.data)}
      narrowed={{ text: '', tenant, onReset: () => chooseTenant(null) }}
      empty={<Empty icon={<IconTrash size={28} />} title={empty.title} text={empty.text} />}
    >
      {(deletions) => (
        <DataTable
          label={list}
          columns={columns}
          entries={deletions}
          keyOf={({ kind, tenant: owner, name }) => `${kind}/${owner}/${name}`}
          minWidth={720}
        />
      )}
    </List>
  );
}

function useColumns(): Column<Deletion>[] {
  const t = useHistoryTexts();
  const me = useMe();
  return [
    { label: t.deletions.document, cell: (deletion) => <DocumentLink deletion={deletion} /> },
    {
      label: t.deletions.by,
      cell: ({ author, reason }) => (
        <Stack gap={0}>
          <Text size="sm">{author}</Text>
          {reason !== '' && (
            <Text size="sm" c="dimmed">
              {reason}
            </Text>
          )}
        </Stack>
      ),
    },
    { label: t.column.when, cell: ({ deletedAt }) => <Ago at={deletedAt} /> },
    { label: t.column.revision, cell: ({ revision }) => <RevisionLink number={revision} /> },
    {
      label: t.deletions.next,
      cell: (deletion) => mayEdit(me, deletion.tenant) && <BringBack deletion={deletion} />,
    },
  ];
}

function DocumentLink({ deletion }: { deletion: Deletion }) {
  const { tenant, name } = deletion;
  const kind = kindOfDocument(deletion);
  if (kind === undefined) return nameOf(deletion);
  return (
    <Link to="/history/documents/$kind/$tenant/$name" params={{ kind, tenant, name }} fw={550}>
      {nameOf(deletion)}
    </Link>
  );
}

function RevisionLink({ number }: { number: number }) {
  const { words } = useTexts();
  const format = useFormat();
  return (
    <Link to="/history/$number" params={{ number: String(number) }} size="sm">
      {words.revision(format.number(number))}
    </Link>
  );
}

function BringBack({ deletion }: { deletion: Deletion }) {
  const t = useHistoryTexts();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const kind = kindOfDocument(deletion);
  const restoring = useMutation({
    mutationFn: async () => kind !== undefined && restoreDeleted(kind, deletion),
    onSuccess: async () => {
      notify.done(t.deletions.back(deletion.name));
      await refreshDocuments(queryClient);
    },
    onError: notify.failed,
  });
  if (kind === undefined) return null;
  return (
    <Group>
      <Button
        size="compact-sm"
        variant="default"
        loading={restoring.isPending}
        aria-label={t.deletions.bringBack(deletion.name)}
        onClick={() => restoring.mutate()}
      >
        {t.bringBack}
      </Button>
    </Group>
  );
}
