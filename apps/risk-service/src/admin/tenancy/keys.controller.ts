import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  ApiKey,
  ApiKeyCreate,
  ApiKeyEdit,
  ApiKeyList,
  ApiKeyQuery,
  ApiKeyRotate,
  NewApiKey,
} from '@tradewind/contracts';
import type { Actor } from '@tradewind/platform';
import { assertStorable } from '../../text/storable.js';
import { OPERATOR_API_HEADER, WrittenBy } from '../actor.js';
import { AdminController } from '../admin-route.js';
import { beforeOf, page } from '../paging.js';
import { Keys } from './keys.js';

@AdminController('keys')
export class KeysController {
  constructor(private readonly keys: Keys) {}

  @Get()
  @ApiOperation({ summary: 'API keys of all apps, or of one, newest first' })
  @ApiOkResponse({ standardSchema: ApiKeyList })
  async list(@Query({ schema: ApiKeyQuery }) query: ApiKeyQuery): Promise<ApiKeyList> {
    const found = await this.keys.list(query.app_id, beforeOf(query), query.limit + 1);
    return page(found, query.limit, ({ id }) => id);
  }

  @Post()
  @ApiOperation({ summary: 'Make a key of an app; it is shown this once' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiCreatedResponse({ standardSchema: NewApiKey })
  create(@Body({ schema: ApiKeyCreate }) body: ApiKeyCreate, @WrittenBy() actor: Actor): Promise<NewApiKey> {
    assertStorable(body);
    return this.keys.create(body, actor);
  }

  @Patch(':key_id')
  @ApiOperation({ summary: 'Edit what a key may do; in force on every replica within 5 s' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: ApiKey })
  edit(
    @Param('key_id') keyId: string,
    @Body({ schema: ApiKeyEdit }) body: ApiKeyEdit,
    @WrittenBy() actor: Actor,
  ): Promise<ApiKey> {
    assertStorable(body);
    return this.keys.edit(keyId, body, actor);
  }

  @Post(':key_id/rotate')
  @ApiOperation({ summary: 'Make a key in the place of another, which ends after a grace' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiCreatedResponse({ standardSchema: NewApiKey })
  rotate(
    @Param('key_id') keyId: string,
    @Body({ schema: ApiKeyRotate }) body: ApiKeyRotate,
    @WrittenBy() actor: Actor,
  ): Promise<NewApiKey> {
    return this.keys.rotate(keyId, body, actor);
  }

  @Delete(':key_id')
  @ApiOperation({ summary: 'Revoke a key; no replica takes it any more within 5 s' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: ApiKey })
  revoke(@Param('key_id') keyId: string, @WrittenBy() actor: Actor): Promise<ApiKey> {
    return this.keys.revoke(keyId, actor);
  }
}
