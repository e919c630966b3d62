import { Button, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { $api } from '../../api/client';
import { useWelcomeTexts } from '../../i18n/pages/welcome';
import type { Source } from '../imports/model';
import bookshop from './bookshop.yaml?raw';

/** Where `cargo xtask up` runs the bookshop if the port is free. */
const USUAL = 'http://127.0.0.1:8090';

interface SampleCardProps {
  onSource: (source: Source) => void;
  isReading: boolean;
}

/** Where the demo's own configuration says that the bookshop is, if it is there. */
function useBookshopUrl(): string {
  const init = { params: { query: { q: 'bookshop-api' } } };
  const { data } = $api.useQuery('get', '/api/v1/upstreams', init);
  return data?.items[0]?.url ?? USUAL;
}

/** A description that comes with the console, of an API that comes with Portico. */
export function SampleCard({ onSource, isReading }: SampleCardProps) {
  const t = useWelcomeTexts();
  const known = useBookshopUrl();
  const [typed, setTyped] = useState<string | null>(null);
  const url = typed ?? known;
  const start = () => {
    const text = bookshop.replace(USUAL, url.trim());
    onSource({ text, label: t.sample.title });
  };
  return (
    <Paper withBorder p="md" h="100%">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{t.sample.title}</Title>
        <Text>{t.sample.text}</Text>
        <TextInput
          label={t.sample.address}
          description={t.sample.addressHint}
          type="url"
          value={url}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w="100%"
        />
        <Button onClick={start} loading={isReading} disabled={url.trim() === ''}>
          {t.sample.start}
        </Button>
      </Stack>
    </Paper>
  );
}
