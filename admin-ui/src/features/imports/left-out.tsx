import { Code, List, Text } from '@mantine/core';
import { Notice } from '../../components/notice';
import { Told } from '../../components/told';
import { useImportsTexts } from '../../i18n/pages/imports';
import type { Operation } from './model';

/** Operations that cannot become tools, each with its reason. */
export function LeftOut({ operations }: { operations: Operation[] }) {
  const t = useImportsTexts();
  const impossible = operations.filter(({ reason }) => reason != null);
  if (impossible.length === 0) return null;
  return (
    <Notice kind="warning" title={t.tools.impossible(impossible.length)}>
      <List size="sm" spacing={4}>
        {impossible.map(({ key, reason }) => (
          <List.Item key={key}>
            <Code>{key}</Code>{' '}
            <Text span size="sm">
              <Told text={reason ?? ''} />
            </Text>
          </List.Item>
        ))}
      </List>
    </Notice>
  );
}
