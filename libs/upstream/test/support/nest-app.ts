import { Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { createScope, runInScope, UpstreamErrorFilter, UpstreamModule, type UpstreamOptions } from '../../src/index.js';

interface Served {
  app: NestFastifyApplication;
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** An application with the library alone: a scope per request, the library's own filter, and a registry if one is given. */
export async function serve(
  controller: Type,
  { registry, ...wanted }: Partial<UpstreamOptions> & { registry?: Registry } = {},
): Promise<Served> {
  const options: UpstreamOptions = { providers: {}, uses: {}, ...wanted };
  const registries = registry === undefined ? [] : [{ provide: Registry, useValue: registry }];
  @Module({ providers: registries, exports: registries })
  class RegistryModule {}
  @Module({
    imports: [UpstreamModule.forRootAsync({ imports: [RegistryModule], useFactory: () => options })],
    controllers: [controller],
  })
  class AppModule {}
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule,
    new FastifyAdapter({ forceCloseConnections: true }),
    { logger: false },
  );
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      const scope = createScope({ requestId: 'req_1', deadlineMs: 10_000 });
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) scope.deadline.cancel();
        scope.deadline.dispose();
      });
      runInScope(scope, done);
    });
  app.useGlobalFilters(new UpstreamErrorFilter());
  await app.listen(0, '127.0.0.1');
  const baseUrl = await app.getUrl();
  return { app, get: (path, init) => fetch(`${baseUrl}${path}`, init) };
}
