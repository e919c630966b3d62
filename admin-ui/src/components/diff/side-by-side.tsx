import { Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useHistoryTexts } from '../../i18n/pages/history';
import { useTexts } from '../../i18n/use-texts';
import { useIsNarrow } from '../use-is-narrow';
import { DiffView } from './diff-view';
import { type Cell, diffRows, type FoldRow, type PairRow } from './rows';
import classes from './side-by-side.module.css';

interface SideBySideProps {
  /** `null` where it was not there. */
  before: string | null;
  after: string | null;
  /** What each side is, as in "Revision 4". */
  titles: [string, string];
  /** What is compared, for those who hear the page. */
  label: string;
}

/** Two texts beside each other, in one column where there is no room for two. */
export function SideBySide(props: SideBySideProps) {
  const isNarrow = useIsNarrow();
  if (!isNarrow) return <Columns {...props} />;
  return <DiffView before={props.before ?? ''} after={props.after ?? ''} label={props.label} />;
}

function Columns({ before, after, titles, label }: SideBySideProps) {
  const history = useHistoryTexts();
  const { conflict } = useTexts();
  const rows = useMemo(() => diffRows(before ?? '', after ?? ''), [before, after]);
  if (before === after) return <Text c="dimmed">{conflict.same}</Text>;
  const heads = [
    { title: titles[0], isThere: before !== null },
    { title: titles[1], isThere: after !== null },
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section className={classes.frame} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <colgroup>
          <col className={classes.narrow} />
          <col />
          <col className={classes.narrow} />
          <col />
        </colgroup>
        <thead>
          <tr>
            {heads.map(({ title, isThere }) => (
              <th key={title} colSpan={2} scope="col" className={classes.head}>
                {title}
                {!isThere && <span className={classes.absent}> · {history.absent}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            row.kind === 'fold' ? (
              <Fold key={keyOf(row.rows[0])} row={row} />
            ) : (
              <Row key={keyOf(row)} row={row} />
            ),
          )}
        </tbody>
      </table>
    </section>
  );
}

const keyOf = (row: PairRow | undefined) => `${row?.before?.number}/${row?.after?.number}`;

function Fold({ row }: { row: FoldRow }) {
  const history = useHistoryTexts();
  const [isOpen, setOpen] = useState(false);
  if (isOpen) return row.rows.map((inner) => <Row key={keyOf(inner)} row={inner} />);
  return (
    <tr>
      <td colSpan={4} className={classes.fold}>
        <UnstyledButton fz="inherit" onClick={() => setOpen(true)}>
          {history.unchanged(row.rows.length)}
        </UnstyledButton>
      </td>
    </tr>
  );
}

function Row({ row }: { row: PairRow }) {
  return (
    <tr>
      <Side cell={row.before} />
      <Side cell={row.after} />
    </tr>
  );
}

function Side({ cell }: { cell: Cell | null }) {
  const { conflict } = useTexts();
  if (cell === null) return <td colSpan={2} className={classes.none} />;
  return (
    <>
      <td className={classes.number} data-kind={cell.kind}>
        {cell.number}
        {cell.kind !== 'same' && <VisuallyHidden>{conflict[cell.kind]}</VisuallyHidden>}
      </td>
      <td className={classes.text} data-kind={cell.kind}>
        {cell.text}
      </td>
    </>
  );
}
