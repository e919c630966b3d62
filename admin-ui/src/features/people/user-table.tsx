import { Badge, Group, Paper, Stack, Table, Text } from '@mantine/core';
import { useMe } from '../../api/me';
import type { User } from '../../api/people';
import { Ago } from '../../components/ago';
import { Link } from '../../components/link';
import { useIsNarrow } from '../../components/use-is-narrow';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';

/** Users as rows; as cards where a row has no room. */
export function UserTable({ users }: { users: User[] }) {
  const { users: t } = usePeopleTexts();
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <Stack gap="sm">
        {users.map((user) => (
          <Card key={user.name} user={user} />
        ))}
      </Stack>
    );
  }
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table aria-label={t.list}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t.column.name}</Table.Th>
            <Table.Th>{t.column.standing}</Table.Th>
            <Table.Th>{t.column.signIn}</Table.Th>
            <Table.Th>{t.column.made}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {users.map((user) => (
            <Table.Tr key={user.name}>
              <Table.Td>
                <UserLink user={user} />
              </Table.Td>
              <Table.Td>
                <Standing user={user} />
              </Table.Td>
              <Table.Td>
                <SignIn user={user} />
              </Table.Td>
              <Table.Td>
                <Ago at={user.createdAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Card({ user }: { user: User }) {
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" gap="xs">
        <UserLink user={user} />
        <Standing user={user} />
      </Group>
      <Text size="sm" c="dimmed" component="div">
        <SignIn user={user} />
      </Text>
    </Paper>
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
