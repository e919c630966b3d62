import { Code } from '@mantine/core';

/** What the control plane says; what it puts between backticks is shown as code. */
export function Told({ text }: { text: string }) {
  return text.split(/`([^`]+)`/).map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts have no other name, and never move.
      <Code key={index} style={{ overflowWrap: 'anywhere' }}>
        {part}
      </Code>
    ),
  );
}
