import type { FieldChange, LastImport } from './model';

/** What is known of an earlier import, in tests. */
export const LAST: LastImport = {
  tenant: 'default',
  name: 'pets',
  format: 'OpenAPI 3.1',
  url: 'https://pets.example.com/openapi.json',
  options: { tenant: 'default', name: 'pets', variables: {}, rename: {}, secrets: {} },
  importedAt: '2026-01-02T03:04:05Z',
  documents: [
    { kind: 'Upstream', tenant: 'default', name: 'pets' },
    { kind: 'Server', tenant: 'default', name: 'pets' },
  ],
  tools: 3,
  present: true,
};

/** A change of the tool, by the description unless something else is said. */
export function change(tool: string, part: Partial<FieldChange>): FieldChange {
  const path = part.path ?? '';
  return {
    id: `Server pets/${tool}/${path}`,
    document: 'Server pets',
    tool,
    path,
    by: 'source',
    taken: 'source',
    ...part,
  };
}
