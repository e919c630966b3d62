import { Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { $api } from '../../api/client';
import { byCursor, entriesOf } from '../../api/pages';
import { Empty } from '../../components/empty';
import { IconAudit } from '../../components/icons';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { chooseTenant, useTenantFilter } from '../../components/tenant-filter';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useTexts } from '../../i18n/use-texts';
import { AuditFilters } from './audit-filters';
import { type AuditSearch, momentOf } from './audit-search';
import { AuditTable } from './audit-table';

const route = getRouteApi('/shell/audit');

/** How often the log is asked for again: it has what everybody does. */
const INTERVAL = 15_000;

export function AuditPage() {
  const t = useHistoryTexts();
  const { pages } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const tenant = useTenantFilter();
  const { actor, action, target, since, until } = search;
  const filter = { actor, action, target, since: momentOf(since), until: momentOf(until) };
  const init = { params: { query: { ...filter, tenant: tenant ?? undefined } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/audit', init, {
    ...byCursor,
    refetchInterval: INTERVAL,
  });
  const change = (changes: Partial<AuditSearch>) => {
    void navigate({ search: (before) => ({ ...before, ...changes }), replace: true });
  };
  const reset = () => {
    chooseTenant(null);
    void navigate({ search: {}, replace: true });
  };
  const narrowedBy = [actor, action, target, since, until].filter((part) => part !== undefined);
  return (
    <Page title={pages.audit} about={t.audit.about}>
      <Stack>
        <Group gap="sm" align="flex-end">
          <AuditFilters search={search} onChange={change} />
        </Group>
        <List
          query={query}
          entries={entriesOf(query.data)}
          narrowed={{ text: narrowedBy.join(', '), tenant, onReset: reset }}
          empty={
            <Empty
              icon={<IconAudit size={28} />}
              title={t.audit.empty.title}
              text={t.audit.empty.text}
            />
          }
        >
          {(entries) => <AuditTable entries={entries} />}
        </List>
      </Stack>
    </Page>
  );
}
