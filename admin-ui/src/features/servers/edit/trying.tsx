import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useState } from 'react';
import { client } from '../../../api/client';
import type { components } from '../../../api/schema';
import { useDraft } from '../../../components/use-draft';
import { listIn, objectIn, textIn } from '../model';
import { useEditing } from './editing';
import { exampleOf, exampleResponseOf, parsedArguments } from './example';

export type TrialResult = components['schemas']['TrialResult'];

const PAUSE = 400;

/** A response of the upstream, as it is entered. */
export interface ExampleResponse {
  status: number;
  type: string;
  body: string;
}

interface Examples {
  /** `null` while nobody has written any: then they are made of the schema. */
  args: string | null;
  response: ExampleResponse | null;
}

/** What a tool does with example arguments and an example response, while it is being edited. */
export interface Trying {
  args: string;
  /** Whether the arguments are an object. */
  isReadable: boolean;
  response: ExampleResponse;
  setArgs: (args: string) => void;
  setResponse: (response: ExampleResponse) => void;
  result: TrialResult | null;
  error: Error | null;
  isLoading: boolean;
}

const Current = createContext<Trying | null>(null);

export function useTrying(): Trying {
  const trying = useContext(Current);
  if (trying === null) throw new Error('a preview stands outside of a tool');
  return trying;
}

/** Tries the tool that is edited whenever it, or an example, changes. Nothing is sent. */
export function TryingProvider({ index, children }: { index: number; children: ReactNode }) {
  const { value, tenant } = useEditing();
  const tool = listIn(value, 'tools')[index];
  const path = { tenant, name: textIn(value, 'name') ?? '', tool: textIn(tool, 'name') ?? '' };
  // Under the name that the tool had when it was opened: it may be edited, too.
  const [key] = useState(`examples/${path.tenant}/${path.name}/${path.tool}`);
  const draft = useDraft<Examples>(key, { args: null, response: null });
  const args = draft.value.args ?? exampleOf(objectIn(tool, 'inputSchema'));
  const response = draft.value.response ?? exampleResponseOf(objectIn(tool, 'outputSchema'));
  const given = parsedArguments(args);
  const [asked] = useDebouncedValue(JSON.stringify({ value, given, response }), PAUSE);
  const trial = useQuery({
    queryKey: ['try', path, asked],
    queryFn: async ({ signal }): Promise<TrialResult | null> => {
      const { status, type, body } = response;
      const headers = { 'content-type': type };
      const url = '/api/v1/servers/{tenant}/{name}/tools/{tool}/try';
      const { data } = await client.POST(url, {
        params: { path },
        body: {
          draft: value as Record<string, never>,
          arguments: given,
          response: { status, headers, body },
        },
        signal,
      });
      return data ?? null;
    },
    enabled: given !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const trying: Trying = {
    args,
    isReadable: given !== null,
    response,
    setArgs: (next) => draft.change({ ...draft.value, args: next }),
    setResponse: (next) => draft.change({ ...draft.value, response: next }),
    result: trial.error === null ? (trial.data ?? null) : null,
    error: trial.error,
    isLoading: trial.isLoading,
  };
  return <Current value={trying}>{children}</Current>;
}
