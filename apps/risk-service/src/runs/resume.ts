import { badRequest, sseResponse, type SseEvent } from '@tradewind/platform';
import type { FastifyReply } from 'fastify';

/** The header as the API description shows it. */
export const LAST_EVENT_ID_HEADER = {
  name: 'Last-Event-ID',
  required: false,
  description: 'Id of the last event that arrived; the stream goes on after it. Default: from the first event',
};

/**
 * The place to go on from.
 *
 * @throws AppError 400 `request.invalid`
 */
export function lastSeen(header: string | undefined): number {
  if (header === undefined || header === '') return 0;
  if (/^\d{1,6}$/.test(header)) return Number(header);
  throw badRequest('request.invalid', 'Last-Event-ID must be the id of an event of this stream, such as 7.');
}

/** Continues a stream; 204 tells a browser's EventSource that there is nothing to come back for. */
export async function sendRest(reply: FastifyReply, events: AsyncIterable<SseEvent> | undefined): Promise<void> {
  if (events === undefined) await reply.code(204).send();
  else await sseResponse(reply, events);
}
