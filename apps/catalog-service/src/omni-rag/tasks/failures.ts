import type { TaskFailureCode } from '@tradewind/contracts';

export type FailureCode = TaskFailureCode;

/** Why a task failed: the closed list a caller may rely on. `retryable` says whether the same link may succeed later. */
const FAILURES: Record<FailureCode, readonly [retryable: boolean, message: string]> = {
  'document.encrypted': [false, 'The PDF is protected by a password. Post a link to an unprotected copy.'],
  'document.corrupt': [false, 'The PDF is damaged and could not be read.'],
  'document.too_large': [false, 'The file is larger than documents may be.'],
  'document.too_many_pages': [false, 'The PDF has more pages than documents may have.'],
  'document.too_complex': [false, 'The PDF took more time or memory to read than a document may take.'],
  'document.not_pdf': [false, 'The link does not lead to a PDF.'],
  'document.no_text': [false, 'No page of the PDF contains readable text; it may be a scan.'],
  'document.deleted': [false, 'The document was deleted while it was being read in.'],
  'source.forbidden_host': [false, 'The host of the link is not one documents may be fetched from.'],
  'source.forbidden_address': [false, 'The link leads to a network address documents may not be fetched from.'],
  'source.invalid_url': [
    false,
    'The link must be http or https, without user name and password, on port 80, 443 or one from 1024 on.',
  ],
  'source.denied': [true, 'The storage refused access; a pre-signed link may have expired.'],
  'source.not_found': [true, 'The storage has no file at this link. Upload it, or post the right link.'],
  'source.unreachable': [true, 'The storage could not be reached or did not deliver the file.'],
  'source.timeout': [true, 'The storage did not deliver the whole file in time.'],
  'upstream.unavailable': [true, 'A service that is needed to read the document in stayed unavailable.'],
  'upstream.rejected': [true, 'A service that is needed to read the document in refused the request.'],
  'task.timeout': [true, 'The task ran longer than tasks may.'],
  'task.crashed': [true, 'The task was interrupted again and again without getting any further.'],
  'task.cancelled': [true, 'The task was cancelled.'],
  'task.internal_error': [true, 'The task failed by a fault of ours, which has been logged.'],
};

/** Ends the task as failed, for good. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';

  constructor(
    readonly code: FailureCode,
    options?: ErrorOptions,
  ) {
    super(code, options);
  }
}

export function describeFailure(code: FailureCode): { code: FailureCode; message: string; retryable: boolean } {
  const [retryable, message] = FAILURES[code];
  return { code, message, retryable };
}

export function isFailureCode(code: string): code is FailureCode {
  return Object.hasOwn(FAILURES, code);
}
