import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { $api } from '../../api/client';
import { mayEdit, useMe } from '../../api/me';
import { byCursor, entriesOf } from '../../api/pages';
import { Empty } from '../../components/empty';
import { IconPlus, IconProvider } from '../../components/icons';
import { LinkButton } from '../../components/link';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { chooseTenant, useTenantFilter } from '../../components/tenant-filter';
import { useProvidersTexts } from '../../i18n/pages/providers';
import { useTexts } from '../../i18n/use-texts';
import type { Provider } from '../chat/model';
import { ProviderCards } from './provider-cards';
import { ProviderForm } from './provider-form';

const route = getRouteApi('/shell/providers');

/** The APIs of models that the chat lab asks. */
export function ProvidersPage() {
  const t = useProvidersTexts();
  const { pages } = useTexts();
  const isAllowed = mayEdit(useMe());
  const { new: isNew } = route.useSearch();
  const navigate = route.useNavigate();
  const tenant = useTenantFilter();
  const [edited, setEdited] = useState<Provider | null>(null);
  const query = $api.useInfiniteQuery(
    'get',
    '/api/v1/providers',
    { params: { query: { tenant: tenant ?? undefined } } },
    byCursor,
  );
  const add = () => void navigate({ search: { new: true } });
  const close = () => {
    setEdited(null);
    void navigate({ search: {} });
  };
  const addButton = isAllowed && (
    <Button leftSection={<IconPlus size={16} />} onClick={add}>
      {t.add}
    </Button>
  );
  return (
    <Page
      title={pages.providers}
      about={t.about}
      actions={
        <>
          <LinkButton to="/chat" variant="default">
            {t.chat}
          </LinkButton>
          {addButton}
        </>
      }
    >
      <List
        query={query}
        entries={entriesOf(query.data)}
        narrowed={{ text: '', tenant, onReset: () => chooseTenant(null) }}
        empty={
          <Empty
            icon={<IconProvider size={28} />}
            title={t.empty.title}
            text={t.empty.text}
            actions={addButton}
          />
        }
      >
        {(entries) => <ProviderCards entries={entries} onEdit={setEdited} />}
      </List>
      {(isNew === true || edited !== null) && <ProviderForm stored={edited} onClose={close} />}
    </Page>
  );
}
