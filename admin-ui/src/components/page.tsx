import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from '../i18n/use-texts';
import { takeFocusOf } from './page-focus';

interface PageProps {
  title: string;
  /** A line that says what the page is for. */
  about?: ReactNode;
  /** What stands beside the title: badges, say. */
  beside?: ReactNode;
  /** Buttons at the right. */
  actions?: ReactNode;
  children: ReactNode;
}

/** What every page is: the document's title, a heading that has the focus after navigation, content. */
export function Page({ title, about, beside, actions, children }: PageProps) {
  const { shell } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} · ${shell.product}`;
  }, [title, shell.product]);
  useEffect(() => takeFocusOf(heading.current), []);
  return (
    <Stack gap="lg">
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={2} miw={0} flex="1 1 14rem">
          <Group gap="sm">
            <Title order={1} ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
              {title}
            </Title>
            {beside}
          </Group>
          {about !== undefined && <Text c="dimmed">{about}</Text>}
        </Stack>
        {actions !== undefined && <Group gap="sm">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  );
}
