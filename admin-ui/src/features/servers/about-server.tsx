import { Code, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { JsonObject } from '../../api/document';
import { VersionsLink } from '../../components/versions-link';
import { useServersTexts } from '../../i18n/pages/servers';
import { useTexts } from '../../i18n/use-texts';
import { ImportOfServer } from '../imports/update/import-of-server';
import { LastChange } from './last-change';
import { textIn } from './model';
import type { ServerItem } from './status';

interface AboutServerProps {
  tenant: string;
  name: string;
  document: JsonObject;
  item: ServerItem | undefined;
}

/** What else there is to know of a server. */
export function AboutServer({ tenant, name, document, item }: AboutServerProps) {
  const servers = useServersTexts();
  const { words } = useTexts();
  const { detail } = servers;
  const instructions = textIn(document, 'instructions');
  return (
    <Stack gap="sm">
      <Title order={2}>{detail.about}</Title>
      <Fact label={words.name}>
        <Code>
          {tenant}/{name}
        </Code>
      </Fact>
      <Fact label={detail.version}>{textIn(document, 'version')}</Fact>
      {item !== undefined && (
        <Fact label={servers.column.changed}>
          <LastChange revision={item.revision} /> ·{' '}
          <VersionsLink kind="servers" tenant={tenant} name={name} />
        </Fact>
      )}
      <ImportOfServer tenant={tenant} name={name} />
      <Fact label={detail.instructions}>{instructions}</Fact>
    </Stack>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  if (children === null) return null;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ whiteSpace: 'pre-line' }}>
        {children}
      </Text>
    </div>
  );
}
