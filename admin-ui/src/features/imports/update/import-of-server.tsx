import { Stack, Text } from '@mantine/core';
import { $api } from '../../../api/client';
import { mayEdit, useMe } from '../../../api/me';
import { Ago } from '../../../components/ago';
import { LinkButton } from '../../../components/link';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';

/** When and from where a server was imported, and the way to its update; nothing if it was not. */
export function ImportOfServer({ tenant, name }: { tenant: string; name: string }) {
  const t = useImportUpdateTexts();
  const isEditor = mayEdit(useMe(), tenant);
  const init = { params: { query: { tenant, name } } };
  const last = $api.useQuery('get', '/api/v1/imports', init).data?.items[0];
  if (last === undefined) return null;
  return (
    <Stack gap={4} align="flex-start">
      <Text size="sm" c="dimmed">
        {t.imported}
      </Text>
      <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
        <Ago at={last.importedAt} /> · {last.url ?? t.fromText}
      </Text>
      {isEditor && (
        <LinkButton
          to="/imports/$tenant/$name"
          params={{ tenant, name }}
          size="xs"
          variant="default"
          mt={4}
        >
          {t.fromDescription}
        </LinkButton>
      )}
    </Stack>
  );
}
