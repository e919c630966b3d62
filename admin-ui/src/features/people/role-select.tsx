import { Select } from '@mantine/core';
import type { Role } from '../../api/me';
import { usePeopleTexts } from '../../i18n/pages/people';

export const ROLES: Role[] = ['viewer', 'editor'];

interface RoleSelectProps {
  /** Whose role, for those who hear the page. */
  label: string;
  value: Role;
  onChange: (role: Role) => void;
}

export function RoleSelect({ label, value, onChange }: RoleSelectProps) {
  const people = usePeopleTexts();
  return (
    <Select
      aria-label={label}
      size="xs"
      w="9rem"
      allowDeselect={false}
      data={ROLES.map((role) => ({ value: role, label: people.role[role] }))}
      value={value}
      onChange={(role) => {
        if (role !== null && role !== value) onChange(role as Role);
      }}
    />
  );
}
