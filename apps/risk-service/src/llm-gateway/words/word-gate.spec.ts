import { describe, expect, it } from '@jest/globals';
import type { WordSetting } from '@tradewind/contracts';
import fc from 'fast-check';
import { ChatWatch } from '../stream/chat-watch.js';
import { SseSplitter } from '../stream/sse-splitter.js';
import { WordGate } from './word-gate.js';
import { wordListOf, type Word } from './word-list.js';

interface Piece {
  choice: number;
  text: string;
}

const chunkOf = ({ choice, text }: Piece) =>
  `data: ${JSON.stringify({ id: 'c', x_unknown: 1, choices: [{ index: choice, delta: { content: text }, finish_reason: null }] })}\n\n`;

/** Runs a stream through a gate; what was sent after each event, then all of it. */
function pass(settings: readonly WordSetting[], events: readonly string[]) {
  const matcher = wordListOf(settings).output;
  if (matcher === undefined) throw new Error('There are no words.');
  const found: Word[] = [];
  const gate = new WordGate(matcher, (word) => found.push(word));
  const watch = new ChatWatch({ clientWantsUsage: true, choices: 9 });
  const splitter = new SseSplitter();
  const sent: Buffer[] = [];
  const steps: number[] = [];
  for (const text of events) {
    for (const event of splitter.push(Buffer.from(text))) {
      watch.see(event);
      gate.push(event, watch.texts, (choice) => watch.isFinished(choice), sent);
    }
    steps.push(sent.length);
  }
  gate.flush(sent);
  return { text: Buffer.concat(sent).toString(), sent, steps, found, blocked: gate.blocked };
}

function contents(stream: string, choice: number): string {
  let text = '';
  for (const line of stream.split('\n')) {
    if (!line.startsWith('data: ')) continue;
    const chunk = JSON.parse(line.slice(6)) as { choices: { index: number; delta: { content: string } }[] };
    for (const each of chunk.choices) if (each.index === choice) text += each.delta.content;
  }
  return text;
}

const mask = (pattern: string): WordSetting => ({ pattern, action: 'mask', applies_to: 'output' });
const block = (pattern: string): WordSetting => ({ pattern, action: 'block', applies_to: 'output' });

function naivelyMasked(text: string, patterns: readonly string[]): string {
  const hidden = text.split('');
  for (const pattern of patterns) {
    for (let at = text.indexOf(pattern); at !== -1; at = text.indexOf(pattern, at + 1))
      hidden.fill('*', at, at + pattern.length);
  }
  return hidden.join('');
}

const letters = (maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '军', '火'), minLength: 1, maxLength });
const pieces = fc.array(fc.record({ choice: fc.constantFrom(0, 1), text: letters(4) }), { maxLength: 30 });
const patterns = fc.uniqueArray(letters(5), { minLength: 1, maxLength: 6 });

describe('WordGate', () => {
  it('masks across any chunk border just as in the whole text, for each choice by itself', () => {
    fc.assert(
      fc.property(patterns, pieces, (words, stream) => {
        const { text, sent } = pass(words.map(mask), stream.map(chunkOf));
        expect(sent).toHaveLength(stream.length);
        for (const choice of [0, 1]) {
          const whole = stream
            .filter((piece) => piece.choice === choice)
            .map((piece) => piece.text)
            .join('');
          expect(contents(text, choice)).toBe(naivelyMasked(whole, words));
        }
      }),
    );
  });

  it('never lets a character of a blocked word through, and everything else byte for byte', () => {
    fc.assert(
      fc.property(patterns, pieces, (words, stream) => {
        const events = stream.map(chunkOf);
        const { text, blocked } = pass(words.map(block), events);
        expect(events.join('').startsWith(text)).toBe(true);
        if (!blocked) expect(text).toBe(events.join(''));
        for (const choice of [0, 1]) for (const word of words) expect(contents(text, choice)).not.toContain(word);
      }),
    );
  });

  it('holds an event back only while a word may still come of it', () => {
    const events = ['free ', 'ar', 'my of ', 'arms', ' end'].map((text) => chunkOf({ choice: 0, text }));
    const { steps, text } = pass([block('armful')], events);
    expect(steps).toEqual([1, 1, 3, 4, 5]);
    expect(text).toBe(events.join(''));
  });

  it('does not hold back for words that are only counted', () => {
    const words: WordSetting[] = [{ pattern: 'arms deal', action: 'log', applies_to: 'both' }];
    const events = ['ar', 'ms d', 'eal'].map((text) => chunkOf({ choice: 0, text }));
    const { steps, found, text } = pass(words, events);
    expect(steps).toEqual([1, 2, 3]);
    expect(found).toHaveLength(1);
    expect(text).toBe(events.join(''));
  });

  it.each([
    ['other case', 'ARMS', '****'],
    ['full-width letters', 'ａｒＭｓ', '****'],
    ['zero-width characters between', 'a\u200Br\u2060m\u00ADs', '*\u200B*\u2060*\u00AD*'],
    ['mathematical letters', '𝐚𝐫𝐦𝐬', '********'],
  ])('sees through %s', (_, written, expected) => {
    const { text } = pass(
      [mask('arms')],
      written.split('').map((character) => chunkOf({ choice: 0, text: character })),
    );
    expect(contents(text, 0)).toBe(expected);
  });

  it('sees through white space between Han characters, not between letters', () => {
    const stream = (text: string) =>
      contents(pass([mask('军火'), mask('ass')], [chunkOf({ choice: 0, text })]).text, 0);
    expect(stream('军 \n火 as soon')).toBe('* \n* as soon');
  });

  it('finds words in the arguments of tool calls, escaped or not, and leaves them JSON', () => {
    const parts = ['{"q":"\\u51', '9b火","army":"a\\"rms","n":12', '34,"t":"x1234"}'];
    const events = parts.map(
      (text) =>
        `data: ${JSON.stringify({ choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: text } }] } }] })}\n\n`,
    );
    const { text } = pass([mask('军火'), mask('1234')], events);
    const joined = text
      .split('\n')
      .filter((line) => line.startsWith('data: '))
      .map((line) => {
        const chunk = JSON.parse(line.slice(6)) as {
          choices: { delta: { tool_calls: { function: { arguments: string } }[] } }[];
        };
        return chunk.choices[0]?.delta.tool_calls[0]?.function.arguments ?? '';
      })
      .join('');
    expect(joined).toHaveLength(parts.join('').length);
    expect(JSON.parse(joined)).toEqual({ q: '*******', army: 'a"rms', n: 1111, t: 'x****' });
  });

  it('does not leave a masked word in the token probabilities', () => {
    const event = `data: ${JSON.stringify({
      choices: [
        {
          index: 0,
          delta: { content: 'arms' },
          logprobs: { content: [{ token: 'arms' }] },
          seed: 12345678901234567890n.toString(),
        },
      ],
    })}\n\n`;
    const { text } = pass([mask('arms')], [event]);
    expect(text).toContain('"content":"****"},"logprobs":null,"seed":');
  });

  it('lets go at the end of a choice what was held back for it', () => {
    const last = `data: ${JSON.stringify({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\n`;
    expect(pass([block('army')], [chunkOf({ choice: 0, text: 'arm' }), last]).steps).toEqual([0, 2]);
  });
});
