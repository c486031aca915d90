import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { App, AppCreate, AppEdit, AppList, AppQuery } from '@tradewind/contracts';
import type { Actor } from '@tradewind/platform';
import { assertStorable } from '../../text/storable.js';
import { OPERATOR_API_HEADER, WrittenBy } from '../actor.js';
import { AdminController } from '../admin-route.js';
import { beforeOf, page } from '../paging.js';
import { Apps } from './apps.js';

@AdminController('apps')
export class AppsController {
  constructor(private readonly apps: Apps) {}

  @Get()
  @ApiOperation({ summary: 'Apps of all tenants, or of one, newest first' })
  @ApiOkResponse({ standardSchema: AppList })
  async list(@Query({ schema: AppQuery }) query: AppQuery): Promise<AppList> {
    const found = await this.apps.list(query.tenant_id, beforeOf(query), query.limit + 1);
    return page(found, query.limit, ({ id }) => id);
  }

  @Post()
  @ApiOperation({ summary: 'Make an app of a tenant' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiCreatedResponse({ standardSchema: App })
  create(@Body({ schema: AppCreate }) body: AppCreate, @WrittenBy() actor: Actor): Promise<App> {
    assertStorable(body);
    return this.apps.create(body, actor);
  }

  @Get(':app_id')
  @ApiOperation({ summary: 'One app' })
  @ApiOkResponse({ standardSchema: App })
  get(@Param('app_id') appId: string): Promise<App> {
    return this.apps.get(appId);
  }

  @Patch(':app_id')
  @ApiOperation({ summary: 'Edit an app: its models, budgets and rates' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: App })
  edit(
    @Param('app_id') appId: string,
    @Body({ schema: AppEdit }) body: AppEdit,
    @WrittenBy() actor: Actor,
  ): Promise<App> {
    assertStorable(body);
    return this.apps.edit(appId, body, actor);
  }
}
