import { HttpService } from '@nestjs/axios';
import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { createAxiosAdapter } from '../../transport/axios-adapter.js';
import { Upstream } from '../upstream.js';

/** An axios client, as `@nestjs/axios` wraps it, whose calls are bounded like all others of `use`. @throws UpstreamError `config.invalid` */
export function createHttpService(upstream: Upstream, use: string): HttpService {
  const adapter = createAxiosAdapter(upstream.pipeline(use), upstream.providerOf(use).server);
  return new HttpService(new HttpService().axiosRef.create({ adapter }));
}

/** Offers `HttpService` over one use. `imports` are the modules that export `Upstream`. */
@Module({})
export class UpstreamHttpModule {
  static forUse(use: string, imports: ModuleMetadata['imports'] = []): DynamicModule {
    return {
      module: UpstreamHttpModule,
      imports,
      providers: [
        {
          provide: HttpService,
          inject: [Upstream],
          useFactory: (upstream: Upstream) => createHttpService(upstream, use),
        },
      ],
      exports: [HttpService],
    };
  }
}
