import { Body, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ListQuery, Tenant, TenantCreate, TenantEdit, TenantList } from '@tradewind/contracts';
import type { Actor } from '@tradewind/platform';
import { assertStorable } from '../../text/storable.js';
import { OPERATOR_API_HEADER, WrittenBy } from '../actor.js';
import { AdminController } from '../admin-route.js';
import { beforeOf, page } from '../paging.js';
import { Tenants } from './tenants.js';

@AdminController('tenants')
export class TenantsController {
  constructor(private readonly tenants: Tenants) {}

  @Get()
  @ApiOperation({ summary: 'Tenants, newest first' })
  @ApiOkResponse({ standardSchema: TenantList })
  async list(@Query({ schema: ListQuery }) query: ListQuery): Promise<TenantList> {
    return page(await this.tenants.list(beforeOf(query), query.limit + 1), query.limit, ({ id }) => id);
  }

  @Post()
  @ApiOperation({ summary: 'Make a tenant' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiCreatedResponse({ standardSchema: Tenant })
  create(@Body({ schema: TenantCreate }) body: TenantCreate, @WrittenBy() actor: Actor): Promise<Tenant> {
    assertStorable(body);
    return this.tenants.create(body, actor);
  }

  @Get(':tenant_id')
  @ApiOperation({ summary: 'One tenant' })
  @ApiOkResponse({ standardSchema: Tenant })
  get(@Param('tenant_id') tenantId: string): Promise<Tenant> {
    return this.tenants.get(tenantId);
  }

  @Patch(':tenant_id')
  @ApiOperation({ summary: 'Edit a tenant' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: Tenant })
  edit(
    @Param('tenant_id') tenantId: string,
    @Body({ schema: TenantEdit }) body: TenantEdit,
    @WrittenBy() actor: Actor,
  ): Promise<Tenant> {
    assertStorable(body);
    return this.tenants.edit(tenantId, body, actor);
  }
}
