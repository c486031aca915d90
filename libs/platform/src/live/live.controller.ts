import { Controller, Get, Param, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { notFound } from '../errors/app-error.js';
import { sseResponse, type SseEvent } from '../http/sse.js';
import { AdminKeyGuard } from '../tenancy/admin-key.guard.js';
import { Public } from '../tenancy/public.js';
import { LiveState } from './live-state.js';

const DESCRIPTION =
  'Server-sent events named `snapshot`, one per second: budgets, breakers, rates and connections of this process. Needs the admin key.';

@ApiTags('Operation')
@Controller('admin/live')
@Public()
@UseGuards(AdminKeyGuard)
export class LiveController {
  constructor(private readonly state: LiveState) {}

  @Get()
  @ApiOperation({ summary: 'What this process has in hand, as it changes', description: DESCRIPTION })
  live(@Res() reply: FastifyReply): Promise<void> {
    return this.stream(reply);
  }

  /** The same under the service's own name, so that one address can route to several services without rewriting paths. */
  @Get(':service')
  @ApiOperation({ summary: 'The same, if this process belongs to the named service', description: DESCRIPTION })
  @ApiParam({ name: 'service', example: 'catalog-service' })
  liveOf(@Param('service') service: string, @Res() reply: FastifyReply): Promise<void> {
    if (service !== this.state.service) throw notFound('service', service);
    return this.stream(reply);
  }

  private stream(reply: FastifyReply): Promise<void> {
    return sseResponse(reply, events(this.state.follow()));
  }
}

async function* events(snapshots: AsyncIterable<unknown>): AsyncGenerator<SseEvent, void, undefined> {
  for await (const data of snapshots) yield { event: 'snapshot', data };
}
