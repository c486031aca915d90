import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiPaths } from './api-paths.js';
import { describeErrors } from './error-responses.js';

const DESCRIPTION =
  'Errors are problem documents (RFC 9457) with a stable `code`; under `/v1` they have the shape of the OpenAI API.';

/** The OpenAPI document of everything the service answers to. */
export function openApiDocument(app: INestApplication, service: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(service)
    .setDescription(DESCRIPTION)
    .setVersion('0.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'tw_…', description: 'An API key' })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    // Generated clients name their methods after it: `ShadowHunter_create`.
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return describeErrors({ ...document, paths: { ...document.paths, ...app.get(ApiPaths).paths } });
}

/** `/openapi.json` and, for people, `/docs`. The page's files come from this process, so it works without the internet. */
export function serveApiDocs(app: INestApplication, service: string): void {
  SwaggerModule.setup('docs', app, () => openApiDocument(app, service), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: service,
    swaggerOptions: { persistAuthorization: true, displayRequestDuration: true },
  });
}
