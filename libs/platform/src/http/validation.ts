import { Readable } from 'node:stream';
import { StandardSchemaValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { AppError } from '../errors/app-error.js';
import { invalidRequest } from '../errors/classify.js';
import { fieldErrors } from '../errors/field-errors.js';

/**
 * Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param(…, { schema })` and hands on what the schema made of it. A body that
 * comes as a stream (see `StreamedBody`) is handed on as it is: whoever reads it checks record by record.
 */
class ValidationPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    if (value instanceof Readable) return value;
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      throw metadata.data === undefined ? error : named(error, metadata.data);
    }
  }
}

/** A parameter that is wrong as a whole has no path of its own: it is called by its name. */
function named(error: unknown, name: string): unknown {
  if (!(error instanceof AppError)) return error;
  return invalidRequest(
    error.errors?.map(({ path, message }) => ({ path: path === '' ? name : `${name}.${path}`, message })) ?? [],
  );
}

export function validationPipe(): StandardSchemaValidationPipe {
  return new ValidationPipe({ exceptionFactory: (issues) => invalidRequest(fieldErrors(issues)) });
}
