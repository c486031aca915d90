import { Readable } from 'node:stream';
import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { invalidRequest } from '../errors/classify.js';
import { fieldErrors } from '../errors/field-errors.js';

/**
 * Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param(…, { schema })` and hands on what the schema made of it. A body that
 * comes as a stream (see `StreamedBody`) is handed on as it is: whoever reads it checks record by record.
 */
class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    return value instanceof Readable ? value : super.transform(value, metadata);
  }
}

export function validationPipe(): StandardSchemaValidationPipe {
  return new ValidationPipe({ exceptionFactory: (issues) => invalidRequest(fieldErrors(issues)) });
}
