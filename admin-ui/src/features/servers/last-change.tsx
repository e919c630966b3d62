import { Text } from '@mantine/core';
import { $api } from '../../api/client';
import { useSettings } from '../../api/settings';
import { Ago } from '../../components/ago';
import { useFormat, useTexts } from '../../i18n/use-texts';

/** As many as one page of the API may have. */
const REMEMBERED = 200;

/** When and by whom a revision was made, of the newest ones; else its number. */
export function LastChange({ revision }: { revision: number }) {
  const { words } = useTexts();
  const format = useFormat();
  const enabled = useSettings()?.history === true;
  const init = { params: { query: { limit: REMEMBERED } } };
  const newest = $api.useQuery('get', '/api/v1/revisions', init, { enabled }).data?.items;
  const made = newest?.find(({ number }) => number === revision);
  const title = words.revision(format.number(revision));
  return made === undefined ? (
    <Text span size="sm" c="dimmed">
      {title}
    </Text>
  ) : (
    <Text span size="sm" c="dimmed" title={title}>
      <Ago at={made.committedAt} /> · {made.author}
    </Text>
  );
}
