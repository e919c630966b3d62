import { Skeleton, Stack, Text } from '@mantine/core';
import { $api } from '../../api/client';
import type { User } from '../../api/people';
import { Link } from '../../components/link';
import { LoadError } from '../../components/load-error';
import { Section } from '../../components/section';
import { usePeopleTexts } from '../../i18n/pages/people';
import { AddRole } from './add-role';
import { RoleRow } from './role-row';
import { useRoles } from './use-roles';

/** The tenants that a user belongs to, with the role in each. */
export function UserTenants({ user: { name, isAdmin } }: { user: User }) {
  const people = usePeopleTexts();
  const t = people.members;
  const { give, end, isPending } = useRoles();
  const init = { params: { path: { user: name } } };
  const query = $api.useQuery('get', '/api/v1/users/{user}/tenants', init);
  const tenants = $api.useQuery('get', '/api/v1/tenants').data?.items ?? [];
  const memberships = query.data?.items;
  const taken = new Set(memberships?.map(({ tenant }) => tenant));
  const free = tenants.map((tenant) => tenant.name).filter((tenant) => !taken.has(tenant));
  return (
    <Section title={t.tenantsOf} about={isAdmin ? t.adminAnyway : t.tenantsText}>
      <LoadError query={query} />
      {query.isPending && <Skeleton height={46} />}
      {memberships?.length === 0 && !isAdmin && (
        <Text size="sm" c="dimmed">
          {t.noTenants}
        </Text>
      )}
      {memberships !== undefined && memberships.length > 0 && (
        <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
          {memberships.map(({ tenant, role }) => (
            <RoleRow
              key={tenant}
              user={name}
              tenant={tenant}
              role={role}
              onGive={(next) => give(tenant, name, next)}
              onEnd={() => void end(tenant, name)}
            >
              <Link to="/tenants/$tenant" params={{ tenant }} size="sm">
                {tenant}
              </Link>
            </RoleRow>
          ))}
        </Stack>
      )}
      {free.length > 0 && (
        <AddRole
          names={free}
          label={t.chooseTenant}
          isPending={isPending}
          onAdd={(tenant, role) => give(tenant, name, role)}
        />
      )}
    </Section>
  );
}
