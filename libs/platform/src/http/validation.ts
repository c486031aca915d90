import { StandardSchemaValidationPipe } from '@nestjs/common';
import { invalidRequest } from '../errors/classify.js';
import { fieldErrors } from '../errors/field-errors.js';

/** Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param(…, { schema })` and hands on what the schema made of it. */
export function validationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: (issues) => invalidRequest(fieldErrors(issues)) });
}
