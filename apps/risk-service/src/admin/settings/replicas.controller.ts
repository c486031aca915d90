import { Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ReplicaList } from '@tradewind/contracts';
import { Database, listReplicas } from '@tradewind/platform';
import { AdminController } from '../admin-route.js';

@AdminController('replicas')
export class ReplicasController {
  constructor(private readonly database: Database) {}

  @Get()
  @ApiOperation({ summary: 'Every process, and the versions of the settings it runs' })
  @ApiOkResponse({ standardSchema: ReplicaList })
  async list(): Promise<ReplicaList> {
    return { data: await this.database.system(listReplicas), next_cursor: null };
  }
}
