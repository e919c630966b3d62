import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTexts } from '../i18n/use-texts';
import { isArray, isMap, JsonNumber, type JsonValue } from '../json/value';
import classes from './json-tree.module.css';

/** How many members are shown before one asks for more. */
const STEP = 100;

/** Levels that are open at first. */
const OPEN = 3;

interface JsonTreeProps {
  value: JsonValue;
  /** What it is, for those who hear the page. */
  label: string;
}

/** JSON whose objects and arrays fold, with numbers as they are written. */
export function JsonTree({ value, label }: JsonTreeProps) {
  return (
    <section className={classes.tree} aria-label={label}>
      <Branch value={value} depth={0} />
    </section>
  );
}

interface BranchProps {
  name?: string;
  value: JsonValue;
  depth: number;
}

function Branch({ name, value, depth }: BranchProps) {
  const [isOpen, setOpen] = useState(depth < OPEN);
  const before = name === undefined ? null : <Name name={name} />;
  if (!isArray(value) && !isMap(value)) {
    return (
      <span>
        {before}
        <Leaf value={value} />
      </span>
    );
  }
  const size = isArray(value) ? value.length : value.size;
  const [open, close] = isArray(value) ? ['[', ']'] : ['{', '}'];
  if (size === 0) {
    return (
      <span>
        {before}
        {open}
        {close}
      </span>
    );
  }
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>
        {before}
        <span className={classes.count}>
          {open}
          {size}
          {close}
        </span>
      </summary>
      {isOpen && <Members value={value} depth={depth + 1} />}
    </details>
  );
}

function Members({ value, depth }: { value: JsonValue; depth: number }) {
  const { words } = useTexts();
  const [most, setMost] = useState(STEP);
  const all: [string | undefined, JsonValue][] = isMap(value)
    ? [...value]
    : isArray(value)
      ? value.map((item) => [undefined, item])
      : [];
  return (
    <ul className={classes.members}>
      {all.slice(0, most).map(([name, member], at) => (
        <li key={name ?? at}>
          <Branch name={name} value={member} depth={depth} />
        </li>
      ))}
      {all.length > most && (
        <li>
          <Button size="compact-xs" variant="default" onClick={() => setMost(most + STEP)}>
            {words.loadMore} ({all.length - most})
          </Button>
        </li>
      )}
    </ul>
  );
}

function Name({ name }: { name: string }): ReactNode {
  return (
    <>
      <span className={classes.name}>{name}</span>:{' '}
    </>
  );
}

function Leaf({ value }: { value: null | boolean | string | JsonNumber }) {
  if (value instanceof JsonNumber) return <span className={classes.number}>{value.text}</span>;
  if (typeof value === 'string') {
    return <span className={classes.text}>{JSON.stringify(value)}</span>;
  }
  return <span className={classes.word}>{String(value)}</span>;
}
