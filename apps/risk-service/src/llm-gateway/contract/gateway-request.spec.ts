import { describe, expect, it } from '@jest/globals';
import { bodyFor, readRequest } from './gateway-request.js';

const chat = (fields: object) => {
  const json: unknown = { model: 'm', messages: [{ role: 'user', content: 'hi' }], ...fields };
  return readRequest('chat.completions', json, Buffer.from(JSON.stringify(json)));
};

describe('readRequest', () => {
  it('counts the text of all messages, parts, tool calls and tool results as the prompt', () => {
    const { promptCharacters } = chat({
      messages: [
        { role: 'system', content: 'ab' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'cde' },
            { type: 'image_url', image_url: { url: 'x'.repeat(99) } },
          ],
        },
        { role: 'assistant', tool_calls: [{ id: '1', type: 'function', function: { name: 'f', arguments: '{}' } }] },
        { role: 'tool', tool_call_id: '1', content: 'f' },
      ],
    });
    expect(promptCharacters).toBe(8);
  });

  it('reserves for every answer that is asked for', () => {
    expect(chat({ max_tokens: 100, n: 3 }).maxOutputTokens).toBe(300);
    expect(chat({ max_tokens: 100, max_completion_tokens: 50 }).maxOutputTokens).toBe(50);
    expect(chat({}).maxOutputTokens).toBeUndefined();
  });

  it('names every field it refuses in one sentence', () => {
    expect(() => chat({ temperature: 3, messages: [{ role: 'boss', content: '' }] })).toThrow(
      expect.objectContaining({
        status: 400,
        detail: 'messages.0.role: must be one of system, user, assistant, tool; temperature: must be between 0 and 2',
      }),
    );
    expect(() => readRequest('embeddings', [], Buffer.alloc(0))).toThrow(expect.objectContaining({ status: 400 }));
  });
});

describe('bodyFor', () => {
  it('hands the very bytes on when nothing has to change', () => {
    const request = chat({ stream: true, stream_options: { include_usage: true } });
    expect(bodyFor(request, 'm')).toBe(request.body);
  });

  it('asks for usage and keeps what else the stream options say', () => {
    const body = bodyFor(chat({ stream: true, stream_options: { include_obfuscation: false } }), 'm').toString();
    expect(JSON.parse(body)).toMatchObject({ stream_options: { include_obfuscation: false, include_usage: true } });
    expect(JSON.parse(bodyFor(chat({ stream: true }), 'm').toString())).toMatchObject({
      stream_options: { include_usage: true },
    });
  });

  it('asks for no stream options without a stream, which upstreams refuse', () => {
    expect(bodyFor(chat({}), 'other').toString()).not.toContain('stream_options');
  });
});
