import { Alert, Anchor, List, Text } from '@mantine/core';
import type { FieldProblem } from '../../api/problem';
import { useServerEditorTexts } from '../../i18n/pages/server-editor';
import { IconAlert } from '../icons';
import { Told } from '../told';

interface ProblemListProps {
  problems: FieldProblem[];
  /** Leads to a line of the text. */
  onGoTo: (line: number) => void;
}

/** Everything that is wrong with the document, each leading to its line. */
export function ProblemList({ problems, onGoTo }: ProblemListProps) {
  const t = useServerEditorTexts();
  if (problems.length === 0) return null;
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconAlert size={20} />}
      title={t.problems}
      role="status"
    >
      <List size="sm">
        {problems.map(({ path, line, message }) => (
          <List.Item key={`${path}:${line}:${message}`}>
            {line != null && (
              <Anchor component="button" type="button" fz="sm" onClick={() => onGoTo(line)}>
                {t.line(String(line))}
              </Anchor>
            )}{' '}
            {path !== '' && (
              <Text span ff="monospace" size="sm">
                {path}
              </Text>
            )}{' '}
            <Told text={message} />
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
