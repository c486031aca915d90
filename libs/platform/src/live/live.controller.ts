import { Controller, Get, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { sseResponse, type SseEvent } from '../http/sse.js';
import { AdminKeyGuard } from '../tenancy/admin-key.guard.js';
import { Public } from '../tenancy/public.js';
import { FleetState } from './live-fleet.js';
import { LiveState } from './live-state.js';

@ApiTags('Operation')
@Controller('admin/live')
@Public()
@UseGuards(AdminKeyGuard)
export class LiveController {
  constructor(
    private readonly state: LiveState,
    private readonly fleet: FleetState,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'What every process of the product has in hand, as it changes',
    description:
      'Server-sent events: `history` (LiveHistory) of each process when it is first seen and every 10 s, and `fleet` (LiveFleet) once per second: budgets, breakers, rates, connections and stores of this process and of those in `LIVE_PEERS`. Needs the admin key.',
  })
  live(@Res() reply: FastifyReply): Promise<void> {
    return sseResponse(reply, this.fleet.follow());
  }

  @Get('self')
  @ApiOperation({
    summary: 'The same of this process alone',
    description:
      'Server-sent events: `history` (LiveHistory) first, then `snapshot` (LiveSnapshot) once per second. Needs the admin key.',
  })
  self(@Res() reply: FastifyReply): Promise<void> {
    return sseResponse(reply, this.events(this.state.follow()));
  }

  private async *events(snapshots: AsyncIterable<unknown>): AsyncGenerator<SseEvent, void, undefined> {
    let begun = false;
    for await (const data of snapshots) {
      if (!begun) yield { event: 'history', data: this.state.history() };
      begun = true;
      yield { event: 'snapshot', data };
    }
  }
}
