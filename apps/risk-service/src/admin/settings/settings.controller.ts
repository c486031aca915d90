import { Body, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import {
  ListQuery,
  SectionName,
  SettingsEdit,
  SettingsEditQuery,
  SettingsHeadList,
  SettingsRevert,
  SettingsRevision,
} from '@tradewind/contracts';
import { decodeCursor, encodeCursor, type Actor } from '@tradewind/platform';
import { z } from 'zod';
import { OPERATOR_API_HEADER, WrittenBy } from '../actor.js';
import { AdminController } from '../admin-route.js';
import { SettingsEditor } from './settings-editor.js';

const NEWEST = 2_147_483_647;
const Cursor = z.object({ below: z.int().min(0).max(NEWEST) });
const Version = z.coerce.number().int().min(0).max(NEWEST);

@AdminController('settings')
export class SettingsController {
  constructor(private readonly editor: SettingsEditor) {}

  @Get()
  @ApiOperation({ summary: 'The sections of the settings, and who edited each last' })
  @ApiOkResponse({ standardSchema: SettingsHeadList })
  async sections(): Promise<SettingsHeadList> {
    return { data: await this.editor.heads(), next_cursor: null };
  }

  @Get(':section')
  @ApiOperation({ summary: 'A section as it is in force' })
  @ApiOkResponse({ standardSchema: SettingsRevision })
  section(@Param('section', { schema: SectionName }) section: SectionName): Promise<SettingsRevision> {
    return this.editor.current(section);
  }

  @Put(':section')
  @ApiOperation({
    summary: 'Edit a section',
    description:
      'The edit names the version it is based on, and is checked against all other sections before it is written. It is in force on every replica within 5 s; calls in flight keep what they started with.',
  })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: SettingsRevision, description: 'The section as it was written' })
  edit(
    @Param('section', { schema: SectionName }) section: SectionName,
    @Query({ schema: SettingsEditQuery }) { dry_run: dryRun }: SettingsEditQuery,
    @Body({ schema: SettingsEdit }) edit: SettingsEdit,
    @WrittenBy() actor: Actor,
  ): Promise<SettingsRevision> {
    return this.editor.edit(section, edit, actor, dryRun === 'true');
  }

  @Get(':section/revisions')
  @ApiOperation({ summary: 'The history of a section, newest first' })
  @ApiOkResponse({ standardSchema: SettingsHeadList })
  async revisions(
    @Param('section', { schema: SectionName }) section: SectionName,
    @Query({ schema: ListQuery }) { limit, cursor }: ListQuery,
  ): Promise<SettingsHeadList> {
    const below = cursor === undefined ? NEWEST : decodeCursor(Cursor, cursor).below;
    const data = await this.editor.revisions(section, below, limit);
    const last = data.at(-1);
    const more = last !== undefined && last.version > 0;
    return { data, next_cursor: more ? encodeCursor({ below: last.version }) : null };
  }

  @Get(':section/revisions/:version')
  @ApiOperation({ summary: 'One version of a section; version 0 is what the environment says' })
  @ApiOkResponse({ standardSchema: SettingsRevision })
  revision(
    @Param('section', { schema: SectionName }) section: SectionName,
    @Param('version', { schema: Version }) version: number,
  ): Promise<SettingsRevision> {
    return this.editor.revision(section, version);
  }

  @Post(':section/revert')
  @HttpCode(200)
  @ApiOperation({ summary: 'Write what an earlier version said as a new one' })
  @ApiHeader(OPERATOR_API_HEADER)
  @ApiOkResponse({ standardSchema: SettingsRevision, description: 'The new version' })
  revert(
    @Param('section', { schema: SectionName }) section: SectionName,
    @Body({ schema: SettingsRevert }) revert: SettingsRevert,
    @WrittenBy() actor: Actor,
  ): Promise<SettingsRevision> {
    return this.editor.revert(section, revert, actor);
  }
}
