import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import type { Role } from '../../api/me';
import { usePeopleTexts } from '../../i18n/pages/people';
import { RoleSelect } from './role-select';

interface AddRoleProps {
  /** Users or tenants to choose from. */
  names: string[];
  label: string;
  isPending: boolean;
  onAdd: (name: string, role: Role) => void;
}

/** Chooses a user or a tenant, and a role there. */
export function AddRole({ names, label, isPending, onAdd }: AddRoleProps) {
  const people = usePeopleTexts();
  const [name, setName] = useState<string | null>(null);
  const [role, setRole] = useState<Role>('viewer');
  return (
    <Group gap="xs">
      <Select
        aria-label={label}
        placeholder={label}
        size="xs"
        flex="1 1 9rem"
        searchable
        limit={50}
        nothingFoundMessage={people.members.nobody}
        data={names}
        value={name}
        onChange={setName}
      />
      <RoleSelect label={people.members.newRole} value={role} onChange={setRole} />
      <Button
        size="xs"
        disabled={name === null}
        loading={isPending}
        onClick={() => {
          if (name !== null) onAdd(name, role);
          setName(null);
        }}
      >
        {people.members.add}
      </Button>
    </Group>
  );
}
