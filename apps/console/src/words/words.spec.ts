import { describe, expect, it } from '@jest/globals';
import { en } from './en.js';
import { zh } from './zh.js';

function leaves(value: object, path = ''): [path: string, text: string][] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]) =>
    typeof each === 'object' && each !== null ? leaves(each, `${path}${key}/`) : [[path + key, String(each)]],
  );
}
const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words', () => {
  const english = leaves(en);
  const chinese = new Map(leaves(zh));

  it('exist in both languages, with the same placeholders', () => {
    expect([...chinese.keys()].sort()).toEqual(english.map(([path]) => path).sort());
    for (const [path, text] of english) {
      expect([path, placeholders(chinese.get(path) ?? '')]).toEqual([path, placeholders(text)]);
    }
  });

  it('contain nothing that the message syntax would take for its own', () => {
    for (const [path, text] of [...english, ...chinese])
      expect([path, text]).toEqual([path, expect.not.stringMatching(/[@|]/)]);
  });
});
