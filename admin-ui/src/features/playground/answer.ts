import { valueIn } from '../../json/parse';
import { isMap, type JsonMap } from '../../json/value';

/** The data of the events of a stream. */
function eventsOf(text: string): string[] {
  const events = text.split(/\r\n\r\n|\n\n|\r\r/).map((event) =>
    event
      .split(/\r\n|\n|\r/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).replace(/^ /, ''))
      .join('\n'),
  );
  return events.filter((event) => event !== '');
}

/** The JSON-RPC messages of an answer, which is JSON or a stream of events. */
export function messagesOf(text: string): string[] {
  return valueIn(text) === undefined && /^(?:data|event|id|retry|:)/m.test(text)
    ? eventsOf(text)
    : [text];
}

/** How a call came out. */
export type Outcome =
  | { kind: 'result'; result: JsonMap }
  | { kind: 'error'; error: JsonMap }
  /** It is no JSON-RPC. */
  | { kind: 'other'; text: string };

/** The message of an answer that ends the call. */
export function outcomeOf(text: string): Outcome {
  for (const message of messagesOf(text).reverse()) {
    const value = valueIn(message);
    if (!isMap(value)) continue;
    const [result, error] = [value.get('result'), value.get('error')];
    if (isMap(result)) return { kind: 'result', result };
    if (isMap(error)) return { kind: 'error', error };
  }
  return { kind: 'other', text };
}

/** Whether a tool says that it failed. */
export function isFailed(outcome: Outcome): boolean {
  return outcome.kind !== 'result' || outcome.result.get('isError') === true;
}
