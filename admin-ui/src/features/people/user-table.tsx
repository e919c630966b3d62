import { Badge, Group, Text } from '@mantine/core';
import { useMe } from '../../api/me';
import type { User } from '../../api/people';
import { Ago } from '../../components/ago';
import { type Column, DataTable } from '../../components/data-table';
import { Link } from '../../components/link';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';

export function UserTable({ users }: { users: User[] }) {
  const { users: t } = usePeopleTexts();
  const columns: Column<User>[] = [
    { label: t.column.name, cell: (user) => <UserLink user={user} /> },
    { label: t.column.standing, cell: (user) => <Standing user={user} /> },
    { label: t.column.signIn, cell: (user) => <SignIn user={user} /> },
    { label: t.column.made, cell: ({ createdAt }) => <Ago at={createdAt} /> },
  ];
  return (
    <DataTable
      label={t.list}
      columns={columns}
      entries={users}
      keyOf={({ name }) => name}
      card={(user) => <Card user={user} />}
    />
  );
}

function Card({ user }: { user: User }) {
  return (
    <>
      <Group justify="space-between" gap="xs">
        <UserLink user={user} />
        <Standing user={user} />
      </Group>
      <Text size="sm" c="dimmed" component="div">
        <SignIn user={user} />
      </Text>
    </>
  );
}

function UserLink({ user: { name } }: { user: User }) {
  const people = usePeopleTexts();
  const me = useMe();
  return (
    <Group gap="xs">
      <Link to="/users/$user" params={{ user: name }} fw={550}>
        {name}
      </Link>
      {me?.name === name && (
        <Text size="sm" c="dimmed" span>
          {people.you}
        </Text>
      )}
    </Group>
  );
}

/** What a user is: administrator, disabled, or neither. */
export function Standing({ user: { isAdmin, disabled } }: { user: User }) {
  const people = usePeopleTexts();
  const { shell } = useTexts();
  return (
    <Group gap="xs">
      {isAdmin && <Badge color="harbour.8">{shell.admin}</Badge>}
      {disabled && <Badge color="red.9">{people.disabled}</Badge>}
    </Group>
  );
}

/** How a user can sign in. */
export function SignIn({ user: { hasPassword, hasIdentity } }: { user: User }) {
  const people = usePeopleTexts();
  const ways = [hasPassword && people.byPassword, hasIdentity && people.byIdentity];
  return ways.filter((way) => way !== false).join(' · ') || people.noWay;
}
