import { Stack, Text } from '@mantine/core';
import { usePlaygroundTexts } from '../../i18n/pages/playground';
import { HttpMessage } from './http-message';
import type { TrialResult } from './trial';

/** JSON-RPC in both directions, with the HTTP around it. */
export function ExchangeView({ result: { call, sent } }: { result: TrialResult }) {
  const t = usePlaygroundTexts();
  const opening = sent?.opening ?? null;
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t.exchangeHint}
      </Text>
      {opening !== null && (
        <>
          <HttpMessage
            title={t.opening}
            line={`POST ${opening.call.url}`}
            headers={opening.call.headers}
            body={opening.call.body}
          />
          <HttpMessage
            title={t.openingAnswer}
            line={`HTTP ${opening.status}`}
            headers={opening.headers}
            body={opening.text}
          />
        </>
      )}
      <HttpMessage
        title={t.request}
        line={`POST ${call.url}`}
        headers={call.headers}
        body={call.body}
      />
      {sent?.status != null && (
        <HttpMessage
          title={t.answer}
          line={`HTTP ${sent.status}`}
          headers={sent.headers}
          body={sent.text ?? null}
        />
      )}
    </Stack>
  );
}
