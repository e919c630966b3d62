import { Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { usersOptions } from '../../api/people';
import { Empty } from '../../components/empty';
import { IconUserPlus, IconUsers } from '../../components/icons';
import { List } from '../../components/list';
import { Page } from '../../components/page';
import { SearchField } from '../../components/search-field';
import { useSearched } from '../../components/use-narrowing';
import { usePortions } from '../../components/use-portions';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { UserDialog } from './user-dialog';
import { UserTable } from './user-table';

const route = getRouteApi('/shell/users');

export function UsersPage() {
  const { users: t } = usePeopleTexts();
  const { pages } = useTexts();
  const { q, search } = useSearched(route);
  const query = useQuery(usersOptions);
  const [isOpen, dialog] = useDisclosure(false);
  const found = query.data?.filter(({ name }) => name.includes(q.trim().toLowerCase()));
  const portions = usePortions(query, found);
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
        {...portions}
        narrowed={{ text: q, tenant: null, onReset: () => search('') }}
        empty={<Empty icon={<IconUsers size={28} />} title={t.empty.title} text={t.empty.text} />}
      >
        {(users) => <UserTable users={users} />}
      </List>
      <UserDialog isOpen={isOpen} onClose={dialog.close} />
    </Page>
  );
}
