import { describe, expect, it } from '@jest/globals';
import { DialBoard, DialError } from './dial-board.js';

describe('DialBoard', () => {
  it('overlays the settings of a kind by those of a path and of a model, field by field', () => {
    const board = new DialBoard();
    board.turn([
      { kind: 'llm', latency_ms: 100, error_rate: 0.1 },
      { kind: 'llm', model: 'slow', latency_ms: 900 },
    ]);
    expect(board.resolve({ kind: 'llm', model: 'slow' }).settings).toMatchObject({ latency_ms: 900, error_rate: 0.1 });
    expect(board.resolve({ kind: 'llm', model: 'other' }).settings.latency_ms).toBe(100);
    expect(board.resolve({ kind: 'search' }).settings.latency_ms).toBe(0);
  });

  it('lets the longer path win', () => {
    const board = new DialBoard();
    board.turn([
      { kind: 'oss', path: '/oss/a.pdf', latency_ms: 2 },
      { kind: 'oss', path: '/oss/', latency_ms: 1 },
    ]);
    expect(board.resolve({ kind: 'oss', path: '/oss/a.pdf?x=1' }).settings.latency_ms).toBe(2);
    expect(board.resolve({ kind: 'oss', path: '/oss/b.pdf' }).settings.latency_ms).toBe(1);
  });

  it('keeps what a later turn does not name, and resets one kind without the others', () => {
    const board = new DialBoard();
    board.turn({ kind: 'llm', latency_ms: 5 });
    board.turn([
      { kind: 'llm', error_rate: 1 },
      { kind: 'search', latency_ms: 7 },
    ]);
    expect(board.resolve({ kind: 'llm' }).settings).toMatchObject({ latency_ms: 5, error_rate: 1 });
    board.reset('llm');
    expect(board.resolve({ kind: 'llm' }).settings.latency_ms).toBe(0);
    expect(board.resolve({ kind: 'search' }).settings.latency_ms).toBe(7);
  });

  it('changes nothing when one of several inputs is wrong', () => {
    const board = new DialBoard();
    expect(() =>
      board.turn([
        { kind: 'llm', latency_ms: 5 },
        { kind: 'llm', error_rate: 2 },
      ]),
    ).toThrow(DialError);
    expect(board.resolve({ kind: 'llm' }).settings.latency_ms).toBe(0);
  });

  it('repeats the same fates after a dial has been turned again', () => {
    const board = new DialBoard();
    const draw = () => Array.from({ length: 4 }, board.resolve({ kind: 'llm' }).random);
    board.turn({ kind: 'llm', seed: 3 });
    const first = draw();
    board.turn({ kind: 'llm', seed: 3 });
    expect(draw()).toEqual(first);
  });
});
