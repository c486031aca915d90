import type { FastifyReply } from 'fastify';

/** Answers 201 with what was made and where it is kept, unless the caller has been answered (its deadline was over) or has left. */
export async function sendCreated(reply: FastifyReply, answer: unknown, location: string | undefined): Promise<void> {
  if (reply.sent || reply.raw.headersSent || reply.raw.destroyed) return;
  if (location !== undefined) void reply.header('location', location);
  await reply.code(201).send(answer);
}
