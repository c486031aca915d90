/** Why a request failed, whoever refused it: a service, the network, or the person who stopped it. */
export interface Failure {
  /** Stable code of the service; `network` when there was no answer. */
  code: string;
  status: number;
  detail: string;
  requestId: string;
  retryAfterMs: number | undefined;
  fields: readonly { path: string; message: string }[];
}

/** A refusal, thrown by {@link request}. */
export class RequestFailed extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.code}: ${failure.detail}`);
    this.name = 'RequestFailed';
  }
}

/** Reads a problem document, or OpenAI's error object under `/v1`; anything else keeps at least its status. */
export function failureOf(status: number, headers: Headers, body: unknown): Failure {
  const problem = recordOf(body);
  const inner = recordOf(problem['error']);
  const retryAfterMs = Number(headers.get('retry-after-ms') ?? problem['retry_after_ms'] ?? Number.NaN);
  return {
    code: textOf(problem['code']) || textOf(inner['code']) || `http.${String(status)}`,
    status,
    detail: textOf(problem['detail']) || textOf(inner['message']),
    requestId: headers.get('x-request-id') ?? textOf(problem['request_id']),
    retryAfterMs: Number.isFinite(retryAfterMs) ? retryAfterMs : undefined,
    fields: Array.isArray(problem['errors']) ? problem['errors'].map(fieldOf) : [],
  };
}

/** Whatever was thrown, as a failure; undefined when the person stopped it. */
export function failureFrom(error: unknown): Failure | undefined {
  if (error instanceof RequestFailed) return error.failure;
  if (error instanceof DOMException && error.name === 'AbortError') return undefined;
  const detail = error instanceof Error ? error.message : String(error);
  return { code: 'network', status: 0, detail, requestId: '', retryAfterMs: undefined, fields: [] };
}

function fieldOf(value: unknown): { path: string; message: string } {
  const field = recordOf(value);
  return { path: textOf(field['path']), message: textOf(field['message']) };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
