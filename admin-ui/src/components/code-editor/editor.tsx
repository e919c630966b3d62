import type { CompletionSource } from '@codemirror/autocomplete';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import classes from './editor.module.css';
import { editorState } from './state';

/** Something to mark at a line (from 1). */
export interface LineProblem {
  line: number;
  message: string;
}

export interface EditorProps {
  value: string;
  onChange?: (value: string) => void;
  /** What is edited, for those who hear the page. */
  label: string;
  problems?: LineProblem[];
  /** What is offered while typing. */
  complete?: CompletionSource;
  /** A line to go to; another object goes there again. */
  goTo?: { line: number } | null;
  minHeight?: number;
}

function diagnosticsOf(view: EditorView, problems: LineProblem[]): Diagnostic[] {
  const { doc } = view.state;
  return problems.map(({ line, message }) => {
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    return { from, to, severity: 'error', message };
  });
}

/** CodeMirror under React's control: `value` goes in, `onChange` comes out. */
export function Editor({
  value,
  onChange,
  label,
  problems,
  complete,
  goTo,
  minHeight,
}: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const latest = useRef({ value, onChange, label, complete });
  latest.current.onChange = onChange;

  useEffect(() => {
    if (host.current === null) return undefined;
    const { value: first, label: name, complete: source } = latest.current;
    const tell = (text: string) => latest.current.onChange?.(text);
    const isFixed = latest.current.onChange === undefined;
    const state = editorState({ text: first, label: name, isFixed, complete: source, tell });
    const made = new EditorView({ parent: host.current, state });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const shown = view.current;
    if (shown === null || shown.state.doc.toString() === value) return;
    shown.dispatch({ changes: { from: 0, to: shown.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const shown = view.current;
    if (shown === null) return;
    shown.dispatch(setDiagnostics(shown.state, diagnosticsOf(shown, problems ?? [])));
  }, [problems]);

  useEffect(() => {
    const shown = view.current;
    if (shown === null || goTo == null) return;
    const { from } = shown.state.doc.line(Math.min(goTo.line, shown.state.doc.lines));
    shown.dispatch({ selection: { anchor: from }, scrollIntoView: true });
    shown.focus();
  }, [goTo]);

  return <div ref={host} className={classes.host} style={{ minHeight }} />;
}
