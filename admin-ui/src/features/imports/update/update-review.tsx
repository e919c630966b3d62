import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { documentOptions } from '../../../api/document';
import { Notice } from '../../../components/notice';
import { ProblemAlert } from '../../../components/problem-alert';
import { useDraft } from '../../../components/use-draft';
import { useImportUpdateTexts } from '../../../i18n/pages/import-update';
import { useImportsTexts } from '../../../i18n/pages/imports';
import { useFormat } from '../../../i18n/use-texts';
import { listIn, textIn } from '../../servers/model';
import { DryRun } from '../dry-run';
import { documentsOf, type ImportPreview, proposedSecrets, type Source } from '../model';
import { SecretNeeds } from '../secret-needs';
import { type Imported, useImport, usePreview } from '../use-import';
import { WarningList } from '../warning-list';
import { GroupSections } from './group-sections';
import {
  type FieldChange,
  groupsOf,
  type LastImport,
  proposedSides,
  type Side,
  takenCount,
  unchangedTools,
  updateBody,
  withSide,
} from './model';
import { Unchanged } from './unchanged';

interface UpdateReviewProps {
  last: LastImport;
  source: Source;
  preview: ImportPreview;
  onBack: () => void;
  onUpdated: (imported: Imported) => void;
}

/** What each side changed since the last import: choose, try, apply. */
export function UpdateReview({ last, source, preview, onBack, onUpdated }: UpdateReviewProps) {
  const t = useImportUpdateTexts();
  const imports = useImportsTexts();
  const format = useFormat();
  const { tenant, name } = last;
  const { changes, report } = preview;
  const key = `imports/update/${tenant}/${name}/sides`;
  const draft = useDraft(key, proposedSides(last, changes));
  // Secrets that are there stay as they are; the description may ask for others now.
  const asked = documentsOf(preview, 'Secret').map((document) => textIn(document, 'name'));
  const needs = report.secrets.filter((need) => asked.includes(need.name));
  const [secrets, setSecrets] = useState(() => proposedSecrets(needs));
  const { data } = useQuery(documentOptions('servers', tenant, name));
  const trial = usePreview();
  const applying = useImport();
  const sides = draft.value;
  const groups = groupsOf(changes);
  const tools = listIn(data?.document, 'tools').map((tool) => textIn(tool, 'name') ?? '');
  const body = () => updateBody({ last, source, sides, secrets });
  const choose = (chosen: FieldChange[], side: Side) => {
    draft.change(withSide(sides, chosen, side));
    trial.reset();
    applying.reset();
  };
  const apply = () => {
    applying.mutate(body(), {
      onSuccess: (imported) => {
        draft.discard({});
        onUpdated(imported);
      },
    });
  };
  const count = takenCount(sides, changes) + needs.length;
  const failed = trial.error ?? applying.error;
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start">
        <Text c="dimmed" flex="1 1 14rem" role="status">
          {changes.length === 0 ? t.noChanges : t.counted(format.number(count))}
        </Text>
        <Button variant="default" onClick={onBack}>
          {imports.review.other}
        </Button>
      </Group>
      {report.warnings.length > 0 && (
        <Notice kind="warning" title={imports.review.warnings}>
          <WarningList warnings={report.warnings} />
        </Notice>
      )}
      <SecretNeeds needs={needs} choices={secrets} onChange={setSecrets} />
      <GroupSections groups={groups} sides={sides} onChoose={choose} />
      <Unchanged names={unchangedTools(tools, groups)} />
      {failed != null && <ProblemAlert error={failed} title={t.impossible} />}
      {trial.data !== undefined && (
        <DryRun preview={trial.data} mode="update" onReplace={() => undefined} />
      )}
      <Group>
        <Button onClick={apply} loading={applying.isPending}>
          {count === 0 ? t.remember : t.apply}
        </Button>
        <Button variant="default" onClick={() => trial.mutate(body())} loading={trial.isPending}>
          {imports.review.dryRun}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {count === 0 ? t.rememberHint : t.applyHint}
      </Text>
    </Stack>
  );
}
