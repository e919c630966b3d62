import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { usersOptions } from '../../api/people';
import { Empty } from '../../components/empty';
import { IconUserPlus, IconUsers } from '../../components/icons';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { UserDialog } from './user-dialog';
import { UserTable } from './user-table';

const route = getRouteApi('/shell/users');

/** More rows than this come on demand. */
const AT_ONCE = 100;

export function UsersPage() {
  const { users: t } = usePeopleTexts();
  const { pages } = useTexts();
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useQuery(usersOptions);
  const [shown, setShown] = useState(AT_ONCE);
  const [isOpen, dialog] = useDisclosure(false);
  const found = query.data?.filter(({ name }) => name.includes(q.trim().toLowerCase()));
  const search = (text: string) => {
    void navigate({ search: { q: text === '' ? undefined : text }, replace: true });
  };
  const listed = {
    ...query,
    hasNextPage: (found?.length ?? 0) > shown,
    isFetchingNextPage: false,
    fetchNextPage: () => setShown(shown + AT_ONCE),
  };
  return (
    <Page
      title={pages.users}
      about={t.about}
      actions={
        <Button leftSection={<IconUserPlus size={18} />} onClick={dialog.open}>
          {t.new}
        </Button>
      }
    >
      <Group>
        <SearchField value={q} onSearch={search} label={t.searchLabel} />
      </Group>
      <List
        query={listed}
        entries={found?.slice(0, shown)}
        narrowed={{ text: q, tenant: null, onReset: () => search('') }}
        empty={<Empty icon={<IconUsers size={28} />} title={t.empty.title} text={t.empty.text} />}
      >
        {(users) => <UserTable users={users} />}
      </List>
      <UserDialog isOpen={isOpen} onClose={dialog.close} />
    </Page>
  );
}
