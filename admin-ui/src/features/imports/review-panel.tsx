import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { ApiError } from '../../api/problem';
import { errorsByField } from '../../components/field-problems';
import { Notice } from '../../components/notice';
import { ProblemAlert } from '../../components/problem-alert';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useFormat } from '../../i18n/use-texts';
import { DryRun } from './dry-run';
import {
  bodyOf,
  type Choices,
  clashingNames,
  type ImportPreview,
  importable,
  proposed,
  proposedSecrets,
  type Source,
} from './model';
import { OperationList } from './operation-list';
import { SecretNeeds } from './secret-needs';
import { TargetFields } from './target-fields';
import { type Imported, useImport, usePreview } from './use-import';
import { WarningList } from './warning-list';

interface ReviewPanelProps {
  source: Source;
  tenant: string;
  preview: ImportPreview;
  onBack: () => void;
  onImported: (imported: Imported, choices: Choices) => void;
}

/** What the description would become: choose, rename, try, import. */
export function ReviewPanel({ source, tenant, preview, onBack, onImported }: ReviewPanelProps) {
  const t = useImportsTexts();
  const [choices, setChoices] = useState(() => proposed(preview, tenant));
  const [secrets, setSecrets] = useState(() => proposedSecrets(preview.report.secrets));
  const trial = usePreview();
  const importing = useImport();
  const { operations, warnings } = preview.report;
  const body = (over: Partial<Choices> = {}) =>
    bodyOf({ source, choices: { ...choices, ...over }, secrets }, operations);
  const change = (next: Choices) => {
    setChoices(next);
    trial.reset();
    importing.reset();
  };
  const isEmpty = choices.left.length === importable(operations).length;
  const isUnready = isEmpty || clashingNames(choices, operations).size > 0;
  const make = () => {
    importing.mutate(body(), { onSuccess: (imported) => onImported(imported, choices) });
  };
  const replace = () => {
    setChoices({ ...choices, mode: 'replace' });
    importing.reset();
    trial.mutate(body({ mode: 'replace' }));
  };
  const failed = trial.error ?? importing.error;
  const errorOf = errorsByField(failed);
  const exists = importing.error instanceof ApiError && importing.error.status === 412;
  return (
    <Stack gap="lg">
      <Found preview={preview} onBack={onBack} />
      {warnings.length > 0 && (
        <Notice kind="warning" title={t.review.warnings}>
          <WarningList warnings={warnings} />
        </Notice>
      )}
      <Paper withBorder p="md">
        <TargetFields preview={preview} choices={choices} onChange={change} errorOf={errorOf} />
      </Paper>
      <SecretNeeds needs={preview.report.secrets} choices={secrets} onChange={setSecrets} />
      <OperationList preview={preview} choices={choices} onChange={change} />
      {failed != null && !exists && <ProblemAlert error={failed} title={t.review.impossible} />}
      {trial.data !== undefined && (
        <DryRun preview={trial.data} mode={choices.mode} onReplace={replace} />
      )}
      {exists && <DryRunOffer onReplace={replace} />}
      <Group>
        <Button onClick={make} loading={importing.isPending} disabled={isUnready}>
          {t.review.make}
        </Button>
        <Button
          variant="default"
          onClick={() => trial.mutate(body())}
          loading={trial.isPending}
          disabled={isUnready}
        >
          {t.review.dryRun}
        </Button>
      </Group>
      {isEmpty && <Text size="sm">{t.review.chooseOne}</Text>}
    </Stack>
  );
}

function DryRunOffer({ onReplace }: { onReplace: () => void }) {
  const t = useImportsTexts();
  return (
    <Notice kind="warning" role="alert" title={t.review.existsTitle}>
      <Stack gap="sm" align="flex-start">
        {t.review.exists}
        <Button size="xs" variant="default" onClick={onReplace}>
          {t.review.replace}
        </Button>
      </Stack>
    </Notice>
  );
}

interface FoundProps {
  preview: ImportPreview;
  onBack: () => void;
}

function Found({ preview, onBack }: FoundProps) {
  const t = useImportsTexts();
  const format = useFormat();
  const { report } = preview;
  const [possible, all] = [importable(report.operations).length, report.operations.length];
  return (
    <Group justify="space-between" align="flex-start">
      <Stack gap={4}>
        <Group gap="xs">
          <Text fw={600} size="lg">
            {report.title ?? t.review.untitled}
          </Text>
          {report.version != null && <Badge variant="default">{report.version}</Badge>}
          <Badge>{t.formats[report.format]}</Badge>
        </Group>
        <Text c="dimmed">{t.review.found(format.number(possible), format.number(all))}</Text>
      </Stack>
      <Button variant="default" onClick={onBack}>
        {t.review.other}
      </Button>
    </Group>
  );
}
