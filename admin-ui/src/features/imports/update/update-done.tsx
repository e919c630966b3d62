import { Group, Stack } from '@mantine/core';
import { ChangeProgress } from '../../../components/change-progress';
import { LinkButton } from '../../../components/link';
import { Notice } from '../../../components/notice';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useFormat } from '../../../i18n/use-texts';
import type { Imported } from '../use-import';

interface UpdateDoneProps {
  imported: Imported;
  tenant: string;
  name: string;
}

/** The update was made: how far it is, and where to look at it. */
export function UpdateDone({ imported, tenant, name }: UpdateDoneProps) {
  const t = useImportUpdateTexts();
  const format = useFormat();
  const { revision, changed } = imported;
  const isChange = changed.length > 0;
  const documents = changed.map((key) => `${key.kind} ${key.name}`);
  return (
    <Stack gap="lg">
      <Notice kind="good" title={isChange ? t.done(name) : t.remembered} role="status">
        <Stack gap="sm">
          {isChange
            ? t.doneText(format.list(documents), format.number(revision))
            : t.rememberedText}
          {isChange && <ChangeProgress revision={revision} />}
        </Stack>
      </Notice>
      <Group>
        <LinkButton to="/servers/$tenant/$name" params={{ tenant, name }}>
          {t.openServer}
        </LinkButton>
        {isChange && (
          <LinkButton to="/history/$number" params={{ number: String(revision) }} variant="default">
            {t.openRevision}
          </LinkButton>
        )}
        <LinkButton to="/imports" variant="default">
          {t.toImports}
        </LinkButton>
      </Group>
    </Stack>
  );
}
