import type { Message, Part, ToolCall, TurnEvent, TurnRequest } from './model';

function withPart(message: Message, at: number, change: (part: Part | undefined) => Part): Message {
  const parts = [...message.parts];
  parts[at] = change(parts[at]);
  return { ...message, parts };
}

function changed(message: Message, event: TurnEvent): Message {
  switch (event.type) {
    case 'text_delta':
    case 'reasoning_delta': {
      const type = event.type === 'text_delta' ? 'text' : 'reasoning';
      return withPart(message, event.part, (part) => ({
        type,
        text: (part?.type === type ? part.text : '') + event.text,
      }));
    }
    case 'tool_call_start':
    case 'tool_call':
      return withPart(message, event.part, () => ({ type: 'tool_call', ...event.call }));
    case 'tool_call_delta':
      return withPart(message, event.part, (part) =>
        part?.type === 'tool_call'
          ? { ...part, arguments: part.arguments + event.arguments }
          : (part ?? { type: 'text', text: '' }),
      );
    case 'usage':
      return message.role === 'assistant' ? { ...message, usage: event.usage } : message;
    default:
      return message;
  }
}

/** The messages after an event of a turn. */
export function after(messages: Message[], event: TurnEvent): Message[] {
  if (!('message' in event)) return messages;
  if (event.type === 'message_start' || event.type === 'message_end') {
    const { message } = event;
    const known = messages.some(({ id }) => id === message.id);
    return known
      ? messages.map((one) => (one.id === message.id ? message : one))
      : [...messages, message];
  }
  return messages.map((one) => (one.id === event.message ? changed(one, event) : one));
}

type Asked<T extends TurnRequest['type']> = Extract<TurnRequest, { type: T }>;

function withWaiting(message: Message, settle: (call: ToolCall) => ToolCall): Message {
  const parts = message.parts.map((part) =>
    part.type === 'tool_call' && part.state === 'awaiting_approval' ? settle(part) : part,
  );
  return { ...message, parts };
}

/** Who says something while calls wait denies them. */
function afterMessage(messages: Message[], { replaces }: Asked<'message'>): Message[] {
  const at = replaces == null ? -1 : messages.findIndex(({ id }) => id === replaces);
  const kept = at === -1 ? messages : messages.slice(0, at);
  return kept.map((message) => withWaiting(message, (call) => ({ ...call, state: 'denied' })));
}

function afterDecisions(messages: Message[], { decisions }: Asked<'decisions'>): Message[] {
  const settle = (call: ToolCall): ToolCall => {
    const decision = decisions.find((one) => one.call === call.id);
    return decision === undefined
      ? call
      : { ...call, state: decision.approve ? 'pending' : 'denied' };
  };
  const last = messages.at(-1);
  return last === undefined ? messages : [...messages.slice(0, -1), withWaiting(last, settle)];
}

function afterRetry(messages: Message[], { message }: Asked<'retry'>): Message[] {
  const at = message == null ? -1 : messages.findIndex(({ id }) => id === message);
  if (at !== -1) return messages.slice(0, at + 1);
  const last = messages.at(-1);
  const isOver = last?.role === 'assistant' && last.ending !== 'tool_calls';
  return isOver ? messages.slice(0, -1) : messages;
}

/** The messages once a request is taken, before its first event: of this no event tells. */
export function afterRequest(messages: Message[], asked: TurnRequest): Message[] {
  if (asked.type === 'message') return afterMessage(messages, asked);
  return asked.type === 'decisions' ? afterDecisions(messages, asked) : afterRetry(messages, asked);
}
