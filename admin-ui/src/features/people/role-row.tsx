import { ActionIcon, Badge, Group, Paper, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Role } from '../../api/me';
import { IconTrash } from '../../components/icons';
import { usePeopleTexts } from '../../i18n/pages/people';
import { RoleSelect } from './role-select';

interface RoleRowProps {
  /** The user or the tenant, as a link. */
  children: ReactNode;
  user: string;
  tenant: string;
  role: Role;
  /** Absent where one may only look. */
  onGive?: (role: Role) => void;
  onEnd?: () => void;
}

/** One membership. */
export function RoleRow({ children, user, tenant, role, onGive, onEnd }: RoleRowProps) {
  const people = usePeopleTexts();
  const t = people.members;
  const end = t.endOf(user, tenant);
  return (
    <Paper component="li" bg="var(--portico-sunken)" p="xs" px="sm" radius="md">
      <Group justify="space-between" gap="xs" mih={30}>
        {children}
        <Group gap="xs" wrap="nowrap">
          {onGive === undefined ? (
            <Badge>{people.role[role]}</Badge>
          ) : (
            <RoleSelect label={t.roleOf(user, tenant)} value={role} onChange={onGive} />
          )}
          {onEnd !== undefined && (
            <Tooltip label={end}>
              <ActionIcon variant="subtle" color="gray" onClick={onEnd} aria-label={end}>
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
    </Paper>
  );
}
