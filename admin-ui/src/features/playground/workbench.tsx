import { Grid, Paper, Stack } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMe } from '../../api/me';
import { useDraft } from '../../components/use-draft';
import { isFailed, outcomeOf } from './answer';
import { CallForm } from './call-form';
import { remember } from './history';
import { ResultPanel } from './result-panel';
import type { ServerKey } from './server-picker';
import type { Target } from './target';
import { partOf } from './target-picker';
import { attempt, type Era, type ShownHeader, type Trial, type TrialResult } from './trial';

/** What is kept of the arguments while the tab is open. */
export interface ArgumentsDraft {
  text: string;
  view: 'form' | 'json';
}

export const draftKey = ({ tenant, server }: ServerKey, part: string) =>
  `playground/${tenant}/${server}/${part}`;

const EMPTY: ArgumentsDraft = { text: '{}', view: 'form' };

interface WorkbenchProps {
  at: ServerKey;
  /** The path of the server's endpoint. */
  path: string;
  target: Target;
  era: Era;
  onEra: (era: Era) => void;
  headers: ShownHeader[];
  onHeaders: (headers: ShownHeader[]) => void;
  /** What stands above the form. */
  children: React.ReactNode;
}

interface Attempt {
  trial: Trial;
  send: boolean;
}

function store(user: string, trial: Trial, result: TrialResult): void {
  const { target, ...rest } = trial;
  const isOk = result.sent?.text != null && !isFailed(outcomeOf(result.sent.text));
  const ms = result.sent?.totalMs ?? null;
  remember(user, { ...rest, kind: target.kind, name: target.name, isFailed: !isOk, ms });
}

/** One thing to try: its form, and what came of it. */
export function Workbench({
  at,
  path,
  target,
  era,
  onEra,
  headers,
  onHeaders,
  children,
}: WorkbenchProps) {
  const user = useMe()?.name ?? '';
  const draft = useDraft<ArgumentsDraft>(draftKey(at, partOf(target)), EMPTY);
  const [isFlawed, setFlawed] = useState(false);
  const trying = useMutation({
    mutationFn: ({ trial, send }: Attempt) => attempt(trial, send),
    onSuccess: (result, { trial, send }) => {
      if (send) store(user, trial, result);
    },
  });
  const start = (send: boolean) => {
    const named = headers.filter(({ name }) => name.trim() !== '');
    const trial = { ...at, target, arguments: draft.value.text, era, headers: named };
    trying.mutate({ trial, send });
  };
  return (
    <Grid gap="lg">
      <Grid.Col span={{ base: 12, lg: 5 }}>
        <Paper withBorder p="md">
          <Stack>
            {children}
            <CallForm
              target={target}
              draft={draft.value}
              onDraft={draft.change}
              onReset={draft.isChanged ? () => draft.discard() : undefined}
              isFlawed={isFlawed}
              onFlawed={setFlawed}
              era={era}
              onEra={onEra}
              headers={headers}
              onHeaders={onHeaders}
              isBusy={trying.isPending}
              onTry={start}
            />
          </Stack>
        </Paper>
      </Grid.Col>
      <Grid.Col span={{ base: 12, lg: 7 }}>
        <ResultPanel
          path={path}
          result={trying.data}
          error={trying.error}
          isBusy={trying.isPending}
        />
      </Grid.Col>
    </Grid>
  );
}
