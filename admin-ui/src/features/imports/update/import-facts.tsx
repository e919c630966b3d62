import { Paper } from '@mantine/core';
import { Ago } from '../../../components/ago';
import { Fact, Facts } from '../../../components/facts';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useServersTexts } from '../../../i18n/pages/servers';
import type { LastImport } from './model';

/** How a server was imported: when, from where, what came of it. */
export function ImportFacts({ last }: { last: LastImport }) {
  const t = useImportUpdateTexts();
  const servers = useServersTexts();
  return (
    <Paper withBorder p="md">
      <Facts>
        <Fact label={t.column.when}>
          <Ago at={last.importedAt} />
        </Fact>
        <Fact label={t.column.from}>{last.url ?? t.fromText}</Fact>
        <Fact label={t.column.format}>{last.format}</Fact>
        <Fact label={t.column.made}>{servers.tools(last.tools)}</Fact>
      </Facts>
    </Paper>
  );
}
