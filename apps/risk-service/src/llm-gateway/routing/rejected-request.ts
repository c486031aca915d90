import { AppError } from '@tradewind/platform';
import { isUpstreamError } from '@tradewind/upstream';
import { z } from 'zod';

/** Statuses by which an upstream says that the request itself is at fault. Others (401, 403, 404) are about our account there. */
const REQUEST_AT_FAULT: ReadonlySet<unknown> = new Set([400, 413, 422]);

const Details = z.object({ status: z.int(), excerpt: z.string().optional() });

/**
 * The upstream's own words about a request it will not take, such as a context that is too long, for the caller who
 * alone can mend it; undefined for any other failure. The excerpt may be cut off, so it is not parsed as a whole.
 */
export function rejectedRequest(error: unknown): AppError | undefined {
  if (!isUpstreamError(error) || error.code !== 'upstream.rejected') return undefined;
  const details = Details.safeParse(error.details).data;
  if (details === undefined || !REQUEST_AT_FAULT.has(details.status)) return undefined;
  const { status, excerpt = '' } = details;
  const param = member(excerpt, 'param');
  const detail = member(excerpt, 'message') ?? 'The model refused the request.';
  return new AppError({
    code: member(excerpt, 'code') ?? error.code,
    status,
    detail,
    cause: error,
    ...(param !== undefined && { errors: [{ path: param, message: detail }] }),
  });
}

function member(json: string, name: string): string | undefined {
  const text = new RegExp(`"${name}"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")`).exec(json)?.[1];
  if (text === undefined) return undefined;
  try {
    return z.string().parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
