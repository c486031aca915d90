// The provider behind all three gateways: answers chat completions at once, as JSON or as a stream of events.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const STREAM_CHUNKS = 20;
const usage = { prompt_tokens: 24, completion_tokens: STREAM_CHUNKS, total_tokens: 24 + STREAM_CHUNKS };
const base = { id: 'chatcmpl-bench', created: 1_767_225_600, model: 'bench-model' };
const completion = Buffer.from(
  JSON.stringify({
    ...base,
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        logprobs: null,
        message: { role: 'assistant', content: 'FOB means that the seller delivers the goods on board the vessel.' },
      },
    ],
    usage,
  }),
);
const chunk = (fields: object) =>
  `data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', ...fields })}\n\n`;
const first = chunk({ choices: [{ index: 0, delta: { role: 'assistant', content: 'word ' }, finish_reason: null }] });
const more = chunk({ choices: [{ index: 0, delta: { content: 'word ' }, finish_reason: null }] });
const last =
  chunk({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] }) +
  chunk({ choices: [], usage }) +
  'data: [DONE]\n\n';

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    answer(request, response, Buffer.concat(parts).includes('"stream":true'));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));

function answer(_request: IncomingMessage, response: ServerResponse, stream: boolean): void {
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': completion.length });
    response.end(completion);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(first);
  let left = STREAM_CHUNKS - 1;
  const next = (): void => {
    if (left-- > 0) {
      response.write(more);
      setImmediate(next);
    } else response.end(last);
  };
  setImmediate(next);
}
