import { AppError } from './app-error.js';

interface Answer {
  code: string;
  status: number;
  detail: string;
}

/** The services' own pages say what there is. */
export const NO_SUCH_ROUTE = 'There is no route of this path and method; /docs lists those there are.';

const MALFORMED: Answer = {
  code: 'request.malformed',
  status: 400,
  detail: 'The body is not valid JSON.',
};

/** What the HTTP server itself refuses before a handler runs, by Fastify's error code. */
const FASTIFY: Readonly<Record<string, Answer>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: MALFORMED,
  FST_ERR_CTP_EMPTY_JSON_BODY: { ...MALFORMED, detail: 'The body is empty; JSON was expected.' },
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: { ...MALFORMED, detail: 'The body does not have the length that was announced.' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: {
    code: 'request.unsupported_media_type',
    status: 415,
    detail: 'The body must be sent as application/json.',
  },
  FST_ERR_CTP_INVALID_TYPE: {
    code: 'request.unsupported_media_type',
    status: 415,
    detail: 'The body must be sent as application/json.',
  },
  FST_ERR_CTP_BODY_TOO_LARGE: {
    code: 'request.too_large',
    status: 413,
    detail: 'The body of the request is larger than is accepted.',
  },
  FST_ERR_BAD_URL: { code: 'request.malformed', status: 400, detail: 'The path is not a valid URL.' },
  FST_ERR_MAX_PARAM_LENGTH: { code: 'request.malformed', status: 414, detail: 'A part of the path is too long.' },
  FST_ERR_ASYNC_CONSTRAINT: { code: 'request.malformed', status: 400, detail: 'The request cannot be routed.' },
  FST_ERR_NOT_FOUND: { code: 'route.not_found', status: 404, detail: NO_SUCH_ROUTE },
};

/** Errors of the HTTP server and of JSON parsing, which arrive as plain errors with a code or a status. */
export function fastifyProblem(error: unknown): AppError | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const known = FASTIFY[code];
  if (known !== undefined) return new AppError({ ...known, cause: error });
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 0;
  // secure-json-parse and JSON.parse: a SyntaxError that the server marked as the caller's.
  if (status === 400) return new AppError({ ...MALFORMED, cause: error });
  return undefined;
}
