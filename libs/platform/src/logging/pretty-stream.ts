import type { DestinationStream } from 'pino';

const COLOURS: Readonly<Record<string, number>> = { trace: 90, debug: 36, info: 32, warn: 33, error: 31, fatal: 35 };
const SHOWN_APART = new Set(['level', 'time', 'service', 'msg', 'err', 'context']);

/** Lines for people: time, level, service, words, then the other fields, and a stack below. */
export function prettyStream(destination: DestinationStream): DestinationStream {
  return {
    write(line: string) {
      destination.write(prettyLine(line));
    },
  };
}

export function prettyLine(line: string): string {
  const entry = parse(line);
  if (entry === undefined) return line;
  const level = text(entry['level']);
  const words = [
    dim(text(entry['time']).slice(11, 23)),
    colour(level.toUpperCase().padEnd(5), COLOURS[level] ?? 0),
    dim(text(entry['service'])),
    ...(entry['context'] === undefined ? [] : [dim(`[${text(entry['context'])}]`)]),
    text(entry['msg']),
    ...Object.entries(entry)
      .filter(([name]) => !SHOWN_APART.has(name))
      .map(([name, value]) => dim(`${name}=${text(value)}`)),
  ];
  return `${words.join(' ')}\n${errorLines(entry['err'])}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function errorLines(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const stack = 'stack' in error ? text(error.stack) : text('message' in error ? error.message : error);
  const cause = 'cause' in error ? `caused by ${errorLines(error.cause)}` : '';
  return `${stack}\n${cause}`;
}

function text(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function colour(words: string, code: number): string {
  return `\u001b[${String(code)}m${words}\u001b[0m`;
}

function dim(words: string): string {
  return colour(words, 2);
}
