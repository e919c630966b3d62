import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../api/client';
import { useMe } from '../../api/me';
import type { Tenant } from '../../api/people';
import { type Column, DataTable } from '../../components/data-table';
import { Empty } from '../../components/empty';
import { IconPlus, IconTenant } from '../../components/icons';
import { Link } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { TenantDialog } from './tenant-dialog';

const NO_PAGES = {
  hasNextPage: false,
  isFetchingNextPage: false,
  fetchNextPage: () => undefined,
};

export function TenantsPage() {
  const { tenants: t } = usePeopleTexts();
  const { pages } = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [isOpen, dialog] = useDisclosure(false);
  const query = $api.useQuery('get', '/api/v1/tenants');
  const wanted = text.trim().toLowerCase();
  const found = query.data?.items.filter(({ name, title, pathPrefix }) =>
    [name, title, pathPrefix].some((part) => part.toLowerCase().includes(wanted)),
  );
  return (
    <Page
      title={pages.tenants}
      about={t.about}
      actions={
        me?.isAdmin === true && (
          <Button leftSection={<IconPlus size={18} />} onClick={dialog.open}>
            {t.new}
          </Button>
        )
      }
    >
      <Group>
        <SearchField value={text} onSearch={setText} label={t.searchLabel} />
      </Group>
      <List
        query={{ ...query, ...NO_PAGES }}
        entries={found}
        narrowed={{ text, tenant: null, onReset: () => setText('') }}
        empty={<Empty icon={<IconTenant size={28} />} title={t.empty.title} text={t.empty.text} />}
      >
        {(tenants) => <TenantTable tenants={tenants} />}
      </List>
      {me?.isAdmin === true && (
        <TenantDialog
          isOpen={isOpen}
          onClose={dialog.close}
          onDone={(tenant) => void navigate({ to: '/tenants/$tenant', params: { tenant } })}
        />
      )}
    </Page>
  );
}

function TenantTable({ tenants }: { tenants: Tenant[] }) {
  const { tenants: t } = usePeopleTexts();
  const columns: Column<Tenant>[] = [
    { label: t.column.tenant, cell: (tenant) => <Name tenant={tenant} /> },
    { label: t.column.prefix, cell: ({ pathPrefix }) => <Code>{pathPrefix}</Code> },
  ];
  return (
    <DataTable
      label={t.list}
      columns={columns}
      entries={tenants}
      keyOf={({ name }) => name}
      card={(tenant) => (
        <>
          <Name tenant={tenant} />
          <Code>{tenant.pathPrefix}</Code>
        </>
      )}
    />
  );
}

function Name({ tenant: { name, title } }: { tenant: Tenant }) {
  return (
    <Stack gap={0}>
      <Link to="/tenants/$tenant" params={{ tenant: name }} fw={550}>
        {title}
      </Link>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
    </Stack>
  );
}
