import { badRequest } from '@tradewind/platform';

/** The header as the API description shows it. */
export const IDEMPOTENCY_KEY_HEADER = {
  name: 'Idempotency-Key',
  required: false,
  description: 'For 24 hours the same key with the same body gives the same answer, also while it is being worked on',
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * The caller's `Idempotency-Key`, checked.
 *
 * @throws AppError 400 `idempotency.key_invalid`
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || KEY.test(header)) return header;
  throw badRequest(
    'idempotency.key_invalid',
    'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces, for example a UUID.',
  );
}
