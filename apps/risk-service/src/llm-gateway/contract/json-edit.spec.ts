import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { setMembers } from './json-edit.js';

describe('setMembers', () => {
  it('changes the named member and not one other character', () => {
    const text = '{ "seed": 9007199254740993.10,\n "model" : "public" , "x": {"model": "inner"}, "t":[1,{"a":"}"}] }';
    expect(setMembers(text, { model: '"private"' })).toBe(text.replace('"public"', '"private"'));
  });

  it('replaces every occurrence of a repeated member, however it is spelt', () => {
    expect(setMembers('{"model":"a","mod\\u0065l":"b"}', { model: '"c"' })).toBe('{"model":"c","mod\\u0065l":"c"}');
  });

  it('adds a member that was not there, also to an empty object', () => {
    expect(setMembers('{"a":1}', { b: '2' })).toBe('{"b":2,"a":1}');
    expect(setMembers(' { } ', { b: '2' })).toBe(' {"b":2 } ');
  });

  it('equals setting the property on the parsed object, for any object', () => {
    const spacing = fc.constantFrom(undefined, 1, '\t', '\r\n ');
    const key = fc.oneof(fc.constantFrom('model', 'a', '"', '\\', '\\"', '__proto__'), fc.string());
    fc.assert(
      fc.property(fc.dictionary(key, fc.jsonValue()), fc.jsonValue(), spacing, (object, value, indent) => {
        const text = JSON.stringify(object, null, indent);
        const edited: unknown = JSON.parse(setMembers(text, { model: JSON.stringify(value) }));
        const entries = Object.entries(object).filter(([name]) => name !== 'model');
        const expected: unknown = JSON.parse(JSON.stringify(Object.fromEntries([...entries, ['model', value]])));
        expect(edited).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
