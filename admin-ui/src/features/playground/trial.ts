import { client } from '../../api/client';
import type { components } from '../../api/schema';
import { valueIn } from '../../json/parse';
import { isMap, JsonNumber, type JsonValue } from '../../json/value';
import { expanded, type Target } from './target';

export type Era = NonNullable<components['schemas']['PromptTrial']['era']>;
export type TrialResult = components['schemas']['TrialResult'];
export type SentCall = components['schemas']['SentCall'];
export type ShownHeader = components['schemas']['ShownHeader'];

/** What is to be tried. */
export interface Trial {
  tenant: string;
  server: string;
  target: Pick<Target, 'kind' | 'name'>;
  /** JSON, byte for byte. */
  arguments: string;
  era: Era;
  headers: ShownHeader[];
}

/** Arguments of prompts and variables of resources are texts. */
function textsOf(json: string): Map<string, string> {
  const value = valueIn(json);
  if (!isMap(value)) return new Map();
  const text = (member: JsonValue) =>
    member instanceof JsonNumber
      ? member.text
      : typeof member === 'string'
        ? member
        : String(member);
  return new Map([...value].map(([name, member]) => [name, text(member)]));
}

/** Shows what the call becomes, and sends it through the gateway if that is wanted. */
export async function attempt(trial: Trial, send: boolean): Promise<TrialResult> {
  const { tenant, server: name, target, era } = trial;
  const headers = Object.fromEntries(trial.headers.map((header) => [header.name, header.value]));
  const common = { era, headers, send };
  const { data } = await {
    tool: () =>
      client.POST('/api/v1/servers/{tenant}/{name}/tools/{tool}/try', {
        params: { path: { tenant, name, tool: target.name } },
        body: common,
        // The text as it is: reading it would round numbers.
        bodySerializer: (body) =>
          `${JSON.stringify(body).slice(0, -1)},"arguments":${trial.arguments}}`,
      }),
    prompt: () =>
      client.POST('/api/v1/servers/{tenant}/{name}/prompts/{prompt}/try', {
        params: { path: { tenant, name, prompt: target.name } },
        body: { ...common, arguments: Object.fromEntries(textsOf(trial.arguments)) },
      }),
    resource: () =>
      client.POST('/api/v1/servers/{tenant}/{name}/resources/try', {
        params: { path: { tenant, name } },
        body: { ...common, uri: expanded(target.name, textsOf(trial.arguments)) },
      }),
  }[target.kind]();
  if (data === undefined) throw new Error('the answer is empty');
  return data;
}
