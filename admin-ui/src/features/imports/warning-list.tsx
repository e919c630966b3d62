import { Code, List, Text, ThemeIcon } from '@mantine/core';
import type { components } from '../../api/schema';
import { IconAlert } from '../../components/icons';
import { Told } from '../../components/told';

type Warning = components['schemas']['ImportWarning'];

/** What is kept otherwise than it was written, each with its place in the description. */
export function WarningList({ warnings }: { warnings: Warning[] }) {
  if (warnings.length === 0) return null;
  const icon = (
    <ThemeIcon size={20} radius="xl" color="orange.9" variant="light">
      <IconAlert size={13} />
    </ThemeIcon>
  );
  return (
    <List size="sm" spacing={4} icon={icon}>
      {warnings.map(({ code, place, message }) => (
        <List.Item key={`${code} ${place} ${message}`}>
          <Text span size="sm">
            <Told text={message} />
          </Text>{' '}
          {place !== '' && <Code style={{ overflowWrap: 'anywhere' }}>{place}</Code>}
        </List.Item>
      ))}
    </List>
  );
}
