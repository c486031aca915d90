function chunk(fields: Record<string, unknown>): string {
  return JSON.stringify({ id: 'chatcmpl-7', object: 'chat.completion.chunk', created: 1, model: 'm', ...fields });
}

function delta(content: string): string {
  return chunk({ choices: [{ index: 0, delta: { content }, finish_reason: null }], usage: null });
}

const usage = chunk({ choices: [], usage: { prompt_tokens: 11, completion_tokens: 5, total_tokens: 16 } });
const stop = chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }], usage: null });
const tool = chunk({
  choices: [{ index: 0, delta: { tool_calls: [{ index: 0, function: { arguments: '{"city":"宁波"}' } }] } }],
});

function stream(eol: string, ...data: string[]): string {
  return data.map((text) => `data: ${text}${eol}${eol}`).join('');
}

/** Streams as backends of several makes send them. */
export const recordedStreams: Record<string, Buffer> = {
  'an LF stream with usage': Buffer.from(stream('\n', delta('FOB means '), delta('离岸价 🚢'), stop, usage, '[DONE]')),
  'a CRLF stream with comments': Buffer.from(
    `: OPENROUTER PROCESSING\r\n\r\n${stream('\r\n', delta('价格 é'), tool, stop, usage, '[DONE]')}`,
  ),
  'a stream with id, event and retry lines and no space behind the colon': Buffer.from(
    `retry: 3000\nid: 1\nevent: message\ndata:${delta('a')}\n\n\n\n${stream('\n', stop, '[DONE]')}`,
  ),
  'a stream that ends without a blank line': Buffer.from(`${stream('\n', delta('x'), stop)}data: [DONE]`),
  'a stream that breaks off inside a character': Buffer.from(stream('\n', delta('离岸价'))).subarray(0, 120),
};
