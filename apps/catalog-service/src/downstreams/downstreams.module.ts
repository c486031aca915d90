import { Module } from '@nestjs/common';
import { parseEnv } from '@tradewind/platform';
import { UpstreamModule } from '@tradewind/upstream';
import { DownstreamsEnv } from './downstreams.config.js';
import { upstreamOptions } from './upstream.options.js';

/** The one place where this service's downstreams are wired; features import it and inject `Upstream`. */
@Module({
  imports: [UpstreamModule.forRootAsync({ useFactory: () => upstreamOptions(parseEnv(DownstreamsEnv)) })],
  exports: [UpstreamModule],
})
export class DownstreamsModule {}
