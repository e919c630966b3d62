import { Badge, Button, Code, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { Notice } from '../../components/notice';
import { Told } from '../../components/told';
import { useImportsTexts } from '../../i18n/pages/imports';
import { useServersTexts } from '../../i18n/pages/servers';
import { listIn, textIn } from '../servers/model';
import type { ImportPreview, Mode } from './model';

interface DryRunProps {
  preview: ImportPreview;
  mode: Mode;
  onReplace: () => void;
}

/** What an import would put, and what keeps it from being made. */
export function DryRun({ preview, mode, onReplace }: DryRunProps) {
  const t = useImportsTexts();
  const { documents, replaced, errors } = preview;
  const isThere = (document: unknown) =>
    replaced.some(
      ({ kind, name }) => kind === textIn(document, 'kind') && name === textIn(document, 'name'),
    );
  return (
    <Paper withBorder p="md" role="status">
      <Stack gap="sm">
        <Title order={2}>{t.dryRun.title}</Title>
        {errors.length > 0 ? (
          <Notice kind="bad" title={t.dryRun.impossible}>
            <List size="sm">
              {errors.map(({ path, message }) => (
                <List.Item key={`${path} ${message}`}>
                  {path !== '' && <Code>{path}</Code>} <Told text={message} />
                </List.Item>
              ))}
            </List>
            {mode === 'create' && errors.some(({ path }) => path === 'mode') && (
              <Button size="xs" variant="default" mt="sm" onClick={onReplace}>
                {t.review.replace}
              </Button>
            )}
          </Notice>
        ) : (
          <Notice kind="good" title={t.dryRun.fine}>
            {t.dryRun.nothingStored}
          </Notice>
        )}
        <List size="sm" spacing={6} listStyleType="none">
          {documents.map((document) => (
            <List.Item key={`${textIn(document, 'kind')} ${textIn(document, 'name')}`}>
              <Group gap="xs">
                <Text span size="sm" fw={550}>
                  {textIn(document, 'kind')} {textIn(document, 'name')}
                </Text>
                <Badge variant="default">
                  {isThere(document) ? t.dryRun.replaced : t.dryRun.created}
                </Badge>
                <Text span size="sm" c="dimmed">
                  <About document={document} />
                </Text>
              </Group>
            </List.Item>
          ))}
        </List>
      </Stack>
    </Paper>
  );
}

function About({ document }: { document: unknown }) {
  const servers = useServersTexts();
  if (textIn(document, 'kind') !== 'Server') return textIn(document, 'url');
  return `${textIn(document, 'path')} · ${servers.tools(listIn(document, 'tools').length)}`;
}
