export interface FieldError {
  /** Where in the request, for example `items.0.sku`. */
  path: string;
  message: string;
}

export interface AppErrorInit {
  /** Stable and machine-readable, for example `report.not_found`. */
  code: string;
  /** HTTP status, 400–599. */
  status: number;
  /** A short name of the class of problem. Default: the status in words. */
  title?: string;
  /** What was wrong and what to do about it. Goes to the caller: no internals. */
  detail: string;
  /** When trying again can help. */
  retryAfterMs?: number;
  errors?: readonly FieldError[];
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** A refusal with everything the caller may know about it. The error filter turns it into the answer. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: string;
  readonly status: number;
  readonly title: string | undefined;
  readonly detail: string;
  readonly retryAfterMs: number | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(init: AppErrorInit) {
    super(`${init.code}: ${init.detail}`, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.status = init.status;
    this.title = init.title;
    this.detail = init.detail;
    this.retryAfterMs = init.retryAfterMs;
    this.errors = init.errors;
    this.headers = init.headers ?? {};
  }
}

/** 404 `<what>.not_found`. Also the answer for another tenant's id: whether it exists is none of the caller's business. */
export function notFound(what: string, id: string): AppError {
  return new AppError({
    code: `${what}.not_found`,
    status: 404,
    detail: `There is no ${what.replaceAll('_', ' ')} "${clip(id)}".`,
  });
}

export function badRequest(code: string, detail: string, errors?: readonly FieldError[]): AppError {
  return new AppError({ code, status: 400, detail, ...(errors && { errors }) });
}

/** 413 `request.too_large`, which says how large a body may be. */
export function bodyTooLarge(limitBytes: number, cause?: unknown): AppError {
  return new AppError({
    code: 'request.too_large',
    status: 413,
    detail: `The body of the request is larger than the ${limitBytes.toLocaleString('en')} bytes that are accepted.`,
    cause,
  });
}

export function conflict(code: string, detail: string): AppError {
  return new AppError({ code, status: 409, detail });
}

export function tooManyRequests(code: string, detail: string, retryAfterMs: number): AppError {
  return new AppError({ code, status: 429, detail, retryAfterMs });
}

/** Ids come from the caller: a long one is not echoed whole. */
function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
