import { describe, expect, it } from '@jest/globals';
import type { SectionBodies, WordSetting } from '@tradewind/contracts';
import { checkSections } from './check-sections.js';
import { effectiveSections } from './effective-sections.js';

const good: SectionBodies = {
  servers: { a: { preset: 'openai-compatible', base_url: 'http://a.test/v1' }, b: { preset: 'deepseek' } },
  routes: {
    chat: {
      kind: 'chat',
      servers: [
        { server: 'a', model: 'm', weight: 1 },
        { server: 'b', model: 'm', weight: 0 },
      ],
    },
  },
  limits: { budgets: {}, servers: { a: { limit: 3 } }, keys: {} },
  words: { words: [] },
  prices: { currency: 'USD', models: { chat: { input_per_million: 1, output_per_million: 2 } } },
};

const word = (pattern: string, appliesTo: WordSetting['applies_to'] = 'both'): WordSetting => ({
  pattern,
  action: 'block',
  applies_to: appliesTo,
});

function pathsOf(change: Partial<SectionBodies>): string[] {
  return checkSections({ ...good, ...change }).map(({ section, path }) => [section, ...path].join('.'));
}

describe('checkSections', () => {
  it('has nothing to say about sections that fit together', () => {
    expect(checkSections(good)).toEqual([]);
  });

  it.each<[string, Partial<SectionBodies>, string[]]>([
    [
      'a server without an address',
      { servers: { ...good.servers, b: { preset: 'cloudflare' } } },
      ['servers.b.base_url'],
    ],
    [
      'a server that a route still needs',
      { servers: { a: good.servers['a'] ?? { preset: 'openai' } } },
      ['routes.chat.servers.1.server'],
    ],
    [
      'a server twice in a route',
      {
        routes: {
          chat: { kind: 'chat', servers: ['a', 'a'].map((server) => ({ server, model: 'm', weight: 1 })) },
        },
      },
      ['routes.chat.servers.1.server'],
    ],
    [
      'a price of an unknown model',
      { prices: { ...good.prices, models: { x: { input_per_million: 1, output_per_million: 0 } } } },
      ['prices.models.x'],
    ],
    [
      'a limit of an unknown server',
      { limits: { ...good.limits, servers: { x: { limit: 1 } } } },
      ['limits.servers.x'],
    ],
    [
      'a word of nothing but invisible characters',
      { words: { words: [word('\u200b\u00ad')] } },
      ['words.words.0.pattern'],
    ],
    [
      'a word that only width and case tell from another',
      { words: { words: [word('vpn'), word('ＶＰＮ', 'input')] } },
      ['words.words.1.pattern'],
    ],
  ])('names %s', (_, change, paths) => {
    expect(pathsOf(change)).toEqual(paths);
  });

  it('lets a word be treated differently in each direction', () => {
    expect(pathsOf({ words: { words: [word('vpn', 'input'), word('vpn', 'output')] } })).toEqual([]);
  });
});

describe('effectiveSections', () => {
  it('takes an edited section whole, and of the environment only what still concerns anybody', () => {
    const edited = {
      servers: { c: { preset: 'openai' as const } },
      routes: { other: { kind: 'chat' as const, servers: [{ server: 'c', model: 'm', weight: 1 }] } },
    };
    const sections = effectiveSections(good, edited);
    expect(sections).toMatchObject(edited);
    expect(Object.keys(sections.servers)).toEqual(['c']);
    expect(sections.limits.servers).toEqual({});
    expect(sections.prices).toEqual({ currency: 'USD', models: {} });
    expect(checkSections(sections)).toEqual([]);
  });
});
