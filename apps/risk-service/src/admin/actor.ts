import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { badRequest, type Actor } from '@tradewind/platform';
import type { FastifyRequest } from 'fastify';

const OPERATOR_HEADER = 'x-operator';
const OPERATOR = /^[\p{L}\p{N}][\p{L}\p{N}@._ +-]{0,79}$/u;

/** Documentation of the header on every route that writes. */
export const OPERATOR_API_HEADER = {
  name: 'X-Operator',
  required: false,
  description:
    'Who writes, for the history and the audit log: the admin key is shared, so this is what the operator says of itself. Default `admin`. Percent-encode what is not ASCII',
};

/** Who writes: as it says itself. @throws AppError 400 `request.operator_invalid` */
export function actorOf(request: Pick<FastifyRequest, 'headers' | 'ip' | 'id'>): Actor {
  const given = request.headers[OPERATOR_HEADER];
  const name = given === undefined ? 'admin' : decoded(given);
  if (name === undefined || !OPERATOR.test(name)) {
    throw badRequest(
      'request.operator_invalid',
      'X-Operator must be a name of up to 80 letters, digits, spaces or "@._+-".',
    );
  }
  return { name, address: request.ip, requestId: request.id };
}

function decoded(header: string | string[]): string | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return decodeURIComponent(header);
  } catch {
    return undefined;
  }
}

/** The operator behind a request. */
export const WrittenBy = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
