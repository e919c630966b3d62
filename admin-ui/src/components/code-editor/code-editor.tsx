import { Skeleton } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { EditorProps } from './editor';

// As large as everything else together.
const Editor = lazy(async () => ({ default: (await import('./editor')).Editor }));

/** As high as the editor will be: a line is 1.55 of the text's size, as in `editor.module.css`. */
function heightOf({ value, minHeight = 0 }: EditorProps): string {
  const lines = value.split('\n').length;
  return `max(${minHeight}px, min(${lines} * 1.55 * var(--mantine-font-size-sm) + 10px, 70vh))`;
}

/** An editor of YAML or JSON, which is loaded when the first one shows. */
export function CodeEditor(props: EditorProps) {
  return (
    <Suspense fallback={<Skeleton height={heightOf(props)} />}>
      <Editor {...props} />
    </Suspense>
  );
}
