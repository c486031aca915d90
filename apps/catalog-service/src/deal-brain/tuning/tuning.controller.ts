import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Boosts, Synonyms } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { DeadlineMs } from '@tradewind/upstream';
import { TuningStore } from './tuning-store.js';

@ApiTags('dealBrain')
@RequiresScope('catalogue')
@Controller('deal-brain')
export class TuningController {
  constructor(private readonly tuning: TuningStore) {}

  @Get('synonyms')
  @ApiOperation({ summary: 'Words that mean the same in your catalogue' })
  @ApiOkResponse({ standardSchema: Synonyms })
  @DeadlineMs(5_000)
  async synonyms(): Promise<Synonyms> {
    return { groups: [...(await this.tuning.current()).synonyms] };
  }

  @Put('synonyms')
  @ApiOperation({ summary: 'Replace all synonyms', description: 'In force at once here, within 5 s on every replica.' })
  @ApiOkResponse({ standardSchema: Synonyms })
  @DeadlineMs(5_000)
  async replaceSynonyms(@Body({ schema: Synonyms }) body: Synonyms): Promise<Synonyms> {
    await this.tuning.replaceSynonyms(body.groups);
    return body;
  }

  @Get('boosts')
  @ApiOperation({ summary: 'What counts more, or less, in the order of results' })
  @ApiOkResponse({ standardSchema: Boosts })
  @DeadlineMs(5_000)
  async boosts(): Promise<Boosts> {
    return { boosts: [...(await this.tuning.current()).boosts] };
  }

  @Put('boosts')
  @ApiOperation({ summary: 'Replace all boosts', description: 'In force at once here, within 5 s on every replica.' })
  @ApiOkResponse({ standardSchema: Boosts })
  @DeadlineMs(5_000)
  async replaceBoosts(@Body({ schema: Boosts }) body: Boosts): Promise<Boosts> {
    await this.tuning.replaceBoosts(body.boosts);
    return body;
  }
}
