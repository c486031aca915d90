import { describe, expect, it } from '@jest/globals';
import { parseRoute } from './parse-route.js';

describe('parseRoute', () => {
  it.each([
    ['', { page: 'live', experiment: 'search' }],
    ['#/documents', { page: 'documents', experiment: 'search' }],
    ['#/playground/chat', { page: 'playground', experiment: 'chat' }],
    ['#/playground', { page: 'playground', experiment: 'search' }],
    ['#/nowhere/at-all', { page: 'live', experiment: 'search' }],
    ['#//evil.example', { page: 'live', experiment: 'search' }],
  ])('"%s" leads to a page that exists', (hash, expected) => {
    expect(parseRoute(hash)).toEqual(expected);
  });
});
