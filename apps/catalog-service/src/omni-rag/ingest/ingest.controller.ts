import { Body, Controller, Headers, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { IngestRequest, TaskAccepted } from '@tradewind/contracts';
import { badRequest, RequiresScope } from '@tradewind/platform';
import { IngestService } from './ingest.service.js';

const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;

@ApiTags('omniRAG')
@RequiresScope('rag')
@Controller('rag')
export class IngestController {
  constructor(private readonly service: IngestService) {}

  @Post('ingest')
  @HttpCode(202)
  @ApiOperation({ summary: 'Hand in a link to a PDF; the answer is a task to follow' })
  @ApiAcceptedResponse({ standardSchema: TaskAccepted })
  @ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'The same key with the same request gives the same task',
  })
  ingest(
    @Body({ schema: IngestRequest }) body: IngestRequest,
    @Headers('idempotency-key') key: string | undefined,
  ): Promise<TaskAccepted> {
    if (key !== undefined && !IDEMPOTENCY_KEY.test(key)) {
      throw badRequest(
        'idempotency.key_invalid',
        'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.',
      );
    }
    return this.service.ingest(body, key);
  }
}
