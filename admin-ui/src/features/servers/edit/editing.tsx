import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type { FieldProblem } from '../../../api/problem';
import {
  type Path,
  readText,
  valueAt,
  withAdded,
  withRenamed,
  withValue,
  written,
} from '../../../components/document/document-text';

/** The document that a form edits: all fields read from one text, and write to it. */
export interface Editing {
  value: unknown;
  at: (path: Path) => unknown;
  /** What the control plane says is wrong with the field. */
  problemAt: (path: Path) => string | undefined;
  /** Puts a value; an empty text or `undefined` takes the field away. */
  put: (path: Path, value: unknown) => void;
  add: (path: Path, value: unknown) => void;
  rename: (path: Path, from: string, to: string) => void;
  tenant: string;
  /** Whether the control plane finds nothing wrong with the document. */
  isSound: boolean;
}

const Current = createContext<Editing | null>(null);

export function useEditing(): Editing {
  const editing = useContext(Current);
  if (editing === null) throw new Error('a field stands outside of an editor');
  return editing;
}

interface EditingProviderProps {
  text: string;
  tenant: string;
  problems: FieldProblem[];
  onChange: (text: string) => void;
  children: ReactNode;
}

export function EditingProvider(props: EditingProviderProps) {
  const { text, tenant, problems, onChange, children } = props;
  const editing = useMemo<Editing>(() => {
    const { value } = readText(text);
    return {
      value,
      tenant,
      isSound: problems.length === 0,
      at: (path) => valueAt(value, path),
      problemAt: (path) => problems.find((problem) => problem.path === written(path))?.message,
      put: (path, next) => onChange(withValue(text, path, next === '' ? undefined : next)),
      add: (path, next) => onChange(withAdded(text, path, next)),
      rename: (path, from, to) => onChange(withRenamed(text, path, from, to)),
    };
  }, [text, tenant, problems, onChange]);
  return <Current value={editing}>{children}</Current>;
}
