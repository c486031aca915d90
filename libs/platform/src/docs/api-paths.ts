import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

/** Routes that no controller of Nest's describes, for the API document. */
@Injectable()
export class ApiPaths {
  readonly paths: OpenAPIObject['paths'] = {};

  /** @param path in OpenAPI's notation, such as `/v1/models/{model}` */
  add(path: string, item: OpenAPIObject['paths'][string]): void {
    this.paths[path] = item;
  }
}
