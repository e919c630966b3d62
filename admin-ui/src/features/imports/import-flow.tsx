import { type ComponentType, useEffect, useState } from 'react';
import { ImportDone } from './import-done';
import { type Choices, firstLook, type Source } from './model';
import { ReviewPanel } from './review-panel';
import { SourcePanel, type SourcePanelProps } from './source-panel';
import { type Imported, usePreview } from './use-import';

export const STEPS = ['read', 'review', 'done'] as const;
type Step = (typeof STEPS)[number];

interface ImportFlowProps {
  tenant: string;
  onTenant: (tenant: string) => void;
  /** Told how far it is. */
  onStep?: (step: Step) => void;
  /** What asks for the description. */
  source?: ComponentType<SourcePanelProps>;
}

interface Done {
  imported: Imported;
  choices: Choices;
}

/** From a description to a server: read, review, done. */
export function ImportFlow({ tenant, onTenant, onStep, source: Asking }: ImportFlowProps) {
  const [source, setSource] = useState<Source | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const look = usePreview();
  const isRead = source !== null && look.data !== undefined;
  const asking = isRead ? 'review' : 'read';
  const step = done === null ? asking : 'done';
  useEffect(() => onStep?.(step), [step, onStep]);
  if (done !== null) {
    const { tenant: owner, name } = done.choices;
    return <ImportDone imported={done.imported} tenant={owner} name={name} />;
  }
  if (source !== null && look.data !== undefined) {
    return (
      <ReviewPanel
        source={source}
        tenant={tenant}
        preview={look.data}
        onBack={() => look.reset()}
        onImported={(imported, choices) => setDone({ imported, choices })}
      />
    );
  }
  const SourceOf = Asking ?? SourcePanel;
  return (
    <SourceOf
      tenant={tenant}
      onTenant={onTenant}
      onSource={(next) => {
        setSource(next);
        look.mutate(firstLook(next, tenant));
      }}
      isReading={look.isPending}
      error={look.error}
    />
  );
}
