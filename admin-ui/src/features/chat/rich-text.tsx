import { Text } from '@mantine/core';
import { lazy, Suspense } from 'react';

// Asked for when the first page of the chat lab is, so that it is there for the first answer.
const markdown = import('./markdown');

const Markdown = lazy(async () => ({ default: (await markdown).Markdown }));

/** A model's text. */
export function RichText({ text }: { text: string }) {
  const plain = (
    <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', lineHeight: 1.6 }}>
      {text}
    </Text>
  );
  return (
    <Suspense fallback={plain}>
      <Markdown text={text} />
    </Suspense>
  );
}
