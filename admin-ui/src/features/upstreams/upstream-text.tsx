import { useState } from 'react';
import schema from '../../../../docs/upstream.schema.json';
import type { FieldProblem } from '../../api/problem';
import { CodeEditor } from '../../components/code-editor/code-editor';
import { completionBy, type Schema } from '../../components/code-editor/schema-completion';
import { ProblemList } from '../../components/document/problem-list';
import { Notice } from '../../components/notice';
import { useUpstreamsTexts } from '../../i18n/pages/upstreams';

const complete = completionBy(schema as Schema);

interface UpstreamTextProps {
  text: string;
  onChange: (text: string) => void;
  problems: FieldProblem[];
  /** What is wrong with its name. */
  ofName: string | undefined;
}

/** An upstream as YAML, with completion and with what is wrong at its line. */
export function UpstreamText({ text, onChange, problems, ofName }: UpstreamTextProps) {
  const t = useUpstreamsTexts();
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const marks = problems.map(({ line, path, message }) => ({
    line: line ?? 1,
    message: `${path} ${message}`.trim(),
  }));
  return (
    <>
      <ProblemList problems={problems} onGoTo={(line) => setGoTo({ line })} />
      <CodeEditor
        value={text}
        onChange={onChange}
        label={t.document}
        problems={marks}
        complete={complete}
        goTo={goTo}
        minHeight={320}
      />
      {ofName !== undefined && <Notice kind="bad" title={ofName} role="alert" />}
    </>
  );
}
