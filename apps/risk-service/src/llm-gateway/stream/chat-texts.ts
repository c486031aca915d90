/** A piece of text in an answer of a chat model. */
export interface ChatText {
  /** Position of the choice it belongs to, as the upstream numbers choices. */
  readonly choice: number;
  /** Same for pieces that continue each other. */
  readonly channel: string;
  /** Arguments of a tool call are JSON inside of the JSON. */
  readonly isArguments: boolean;
  readonly text: string;
  /** Where it stands: member names and positions joined by `/`. */
  readonly path: string;
}

export type Json = Readonly<Record<string, unknown>>;

const TEXT_MEMBERS = ['content', 'refusal', 'reasoning_content', 'reasoning'] as const;

/** An object's members, whatever a stranger sent; undefined for what has none. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The position an upstream gives a choice or a tool call; default: where it stands. */
export function indexOf(item: Json, standsAt: number): number {
  const { index } = item;
  return typeof index === 'number' && Number.isInteger(index) ? index : standsAt;
}

/** All text of an answer (`message`) or of one chunk of a stream (`delta`). */
export function textsOf(answer: Json, member: 'message' | 'delta'): ChatText[] {
  const texts: ChatText[] = [];
  const choices = asList(answer['choices']);
  for (let at = 0; at < choices.length; at += 1) {
    const choice = asObject(choices[at]);
    const part = asObject(choice?.[member]);
    if (choice !== undefined && part !== undefined)
      addTexts(texts, part, indexOf(choice, at), `choices/${at}/${member}`);
  }
  return texts;
}

function addTexts(texts: ChatText[], part: Json, choice: number, path: string): void {
  const add = (name: string, text: unknown, at: string, isArguments = false): void => {
    if (typeof text === 'string' && text !== '') {
      texts.push({ choice, channel: `${String(choice)}:${name}`, isArguments, text, path: `${path}/${at}` });
    }
  };
  for (const name of TEXT_MEMBERS) add(name, part[name], name);
  asList(part['content']).forEach((item, at) => {
    add('content', asObject(item)?.['text'], `content/${String(at)}/text`);
  });
  add('function_call', asObject(part['function_call'])?.['arguments'], 'function_call/arguments', true);
  asList(part['tool_calls']).forEach((item, at) => {
    const call = asObject(item);
    const text = asObject(call?.['function'])?.['arguments'];
    if (call) add(`tool:${String(indexOf(call, at))}`, text, `tool_calls/${String(at)}/function/arguments`, true);
  });
}
