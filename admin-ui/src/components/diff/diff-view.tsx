import { Text, VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTexts } from '../../i18n/use-texts';
import classes from './diff-view.module.css';
import { type DiffLine, diffLines } from './lines';

interface DiffViewProps {
  before: string;
  after: string;
  /** What is compared, for those who hear the page. */
  label: string;
}

const SIGNS = { same: ' ', added: '+', removed: '−' };

/** Two texts in one column, with what went and what came. */
export function DiffView({ before, after, label }: DiffViewProps) {
  const { conflict } = useTexts();
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  if (lines.every((line) => line.kind === 'same')) {
    return <Text c="dimmed">{conflict.same}</Text>;
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={classes.frame} tabIndex={0} aria-label={label}>
      <table className={classes.lines}>
        <tbody>
          {lines.map((line) => (
            <Line key={`${line.before}/${line.after}`} line={line} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Line({ line }: { line: DiffLine }) {
  const { conflict } = useTexts();
  const kind = line.kind === 'same' ? undefined : conflict[line.kind];
  return (
    <tr data-kind={line.kind}>
      <td className={classes.number}>{line.before}</td>
      <td className={classes.number}>{line.after}</td>
      <td className={classes.sign}>
        <span aria-hidden>{SIGNS[line.kind]}</span>
        {kind !== undefined && <VisuallyHidden>{kind}</VisuallyHidden>}
      </td>
      <td className={classes.text}>{line.text}</td>
    </tr>
  );
}
