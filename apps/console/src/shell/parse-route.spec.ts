import { describe, expect, it } from '@jest/globals';
import { parseRoute } from './parse-route.js';

describe('parseRoute', () => {
  it.each([
    ['', { page: 'live', part: '' }],
    ['#/documents', { page: 'documents', part: '' }],
    ['#/playground/chat', { page: 'playground', part: 'chat' }],
    ['#/limits/shadow-hunter.llm', { page: 'limits', part: 'shadow-hunter.llm' }],
    ['#/limits/%E4%BF%9D%2F', { page: 'limits', part: '保/' }],
    ['#/limits/%E4', { page: 'limits', part: '' }],
    ['#/nowhere/at-all', { page: 'live', part: 'at-all' }],
    ['#//evil.example', { page: 'live', part: 'evil.example' }],
  ])('"%s" leads to a page that exists', (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });
});
