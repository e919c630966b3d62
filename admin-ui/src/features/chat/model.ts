import type { components } from '../../api/schema';

type Schemas = components['schemas'];

export type Conversation = Schemas['Conversation'];
export type ConversationSettings = Schemas['ConversationSettings'];
export type ServerChoice = Schemas['ServerChoice'];
export type Approval = Schemas['ToolApproval'];
export type Message = Schemas['ChatMessage'];
export type Answer = Extract<Message, { role: 'assistant' }>;
export type Part = Schemas['MessagePart'];
export type ToolCall = Extract<Part, { type: 'tool_call' }>;
export type TurnEvent = Schemas['TurnEvent'];
export type TurnRequest = Schemas['TurnRequest'];
export type Failure = Schemas['TurnFailure'];
export type Provider = Schemas['ModelProvider'];
export type Usage = Schemas['TokenUsage'];

/** What a conversation begins with. */
export const NO_SETTINGS: ConversationSettings = {
  system: '',
  parameters: { maxTokens: null, reasoning: null, temperature: null, topP: null },
  servers: [],
};

export const isAnswer = (message: Message): message is Answer => message.role === 'assistant';

/** The texts of a message. */
export function textOf(message: Message): string {
  return message.parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

export function callsOf(message: Message): ToolCall[] {
  return message.parts.filter((part) => part.type === 'tool_call');
}

/** The calls that the user is to decide about. */
export function waitingCalls(messages: Message[]): ToolCall[] {
  const last = messages.at(-1);
  return last === undefined
    ? []
    : callsOf(last).filter(({ state }) => state === 'awaiting_approval');
}

/** The tokens of all answers; `null` where no provider counts them. */
export function tokensOf(messages: Message[]): { input: number; output: number } | null {
  const counted = messages.flatMap((message) =>
    isAnswer(message) && message.usage != null ? [message.usage] : [],
  );
  if (counted.length === 0) return null;
  const sum = (of: (usage: Usage) => number) => counted.reduce((all, one) => all + of(one), 0);
  return { input: sum((usage) => usage.inputTokens), output: sum((usage) => usage.outputTokens) };
}

/** What is asked before a tool of the server runs. */
export function approvalOf(choice: ServerChoice, tool: string): Approval {
  return choice.approvals?.[tool] ?? choice.approval ?? 'ask';
}
