import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EditorProps } from './editor';

// As large as everything else together.
const Editor = lazy(async () => ({ default: (await import('./editor')).Editor }));

/** An editor of YAML or JSON, which is loaded when the first one shows. */
export function CodeEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={props.minHeight ?? 160} />}>
      <Editor {...props} />
    </Suspense>
  );
}
