import { Button, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { $api } from '../../api/client';
import type { Role } from '../../api/me';
import { byCursor, entriesOf } from '../../api/pages';
import { usersOptions } from '../../api/people';
import { Link } from '../../components/link';
import { LoadError } from '../../components/load-error';
import { Section } from '../../components/section';
import { usePeopleTexts } from '../../i18n/pages/people';
import { useTexts } from '../../i18n/use-texts';
import { AddRole } from './add-role';
import { RoleRow } from './role-row';
import { useRoles } from './use-roles';

interface MemberSectionProps {
  tenant: string;
  /** Whether one may change them. */
  isAdmin: boolean;
}

/** Who belongs to a tenant, and as what. */
export function MemberSection({ tenant, isAdmin }: MemberSectionProps) {
  const people = usePeopleTexts();
  const { words } = useTexts();
  const t = people.members;
  const { give, end, isPending } = useRoles();
  const init = { params: { path: { tenant } } };
  const query = $api.useInfiniteQuery('get', '/api/v1/tenants/{tenant}/members', init, byCursor);
  const members = entriesOf(query.data);
  const taken = new Set(members?.map(({ user }) => user));
  return (
    <Section title={t.title} about={isAdmin ? t.about : t.aboutForMembers}>
      <LoadError query={query} />
      {query.isPending && <Skeleton height={46} />}
      {members?.length === 0 && <Text c="dimmed">{t.none}</Text>}
      {members !== undefined && members.length > 0 && (
        <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {members.map(({ user, role }) => (
            <RoleRow
              key={user}
              user={user}
              tenant={tenant}
              role={role}
              onGive={isAdmin ? (next) => give(tenant, user, next) : undefined}
              onEnd={isAdmin ? () => void end(tenant, user) : undefined}
            >
              {isAdmin ? (
                <Link to="/users/$user" params={{ user }} size="sm">
                  {user}
                </Link>
              ) : (
                <Text size="sm">{user}</Text>
              )}
            </RoleRow>
          ))}
        </Stack>
      )}
      {query.hasNextPage && (
        <Button variant="default" onClick={() => void query.fetchNextPage()}>
          {words.loadMore}
        </Button>
      )}
      {isAdmin && (
        <AddMember
          taken={taken}
          isPending={isPending}
          onAdd={(user, role) => give(tenant, user, role)}
        />
      )}
    </Section>
  );
}

interface AddMemberProps {
  taken: Set<string>;
  isPending: boolean;
  onAdd: (user: string, role: Role) => void;
}

/** Only admins may see who there is to choose from. */
function AddMember({ taken, isPending, onAdd }: AddMemberProps) {
  const { members: t } = usePeopleTexts();
  const users = useQuery(usersOptions).data ?? [];
  const names = users.map(({ name }) => name).filter((name) => !taken.has(name));
  return <AddRole names={names} label={t.chooseUser} isPending={isPending} onAdd={onAdd} />;
}
