import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { lastEventId, RequiresScope, type SseEvent, sseResponse } from '@tradewind/platform';
import { currentScope, DeadlineMs } from '@tradewind/upstream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toTask, type TaskRow } from '../tasks/task-row.js';
import { TaskStore } from '../tasks/task-store.js';
import { TaskWatcher } from './task-watcher.js';

/** A stream ends after this; the client comes back with the last id it saw and misses nothing. */
const STREAM_MS = 600_000;
const RECONNECT_MS = 1_000;

const DESCRIPTION =
  'Server-sent events `progress` and, last, `succeeded`, `failed` or `cancelled`, each with the whole task. The id is the version of the ' +
  'task: a client that comes back with `Last-Event-ID` gets the newest state if it changed since. 204 when the last event was seen already, ' +
  'which ends an EventSource.';

@ApiTags('omniRAG')
@RequiresScope('rag')
@Controller('tasks')
export class TaskEventsController {
  constructor(
    private readonly tasks: TaskStore,
    private readonly watcher: TaskWatcher,
  ) {}

  @Get(':task_id/events')
  @DeadlineMs(STREAM_MS)
  @ApiOperation({ summary: 'Follow a task until its end', description: DESCRIPTION })
  @ApiHeader({ name: 'Last-Event-ID', required: false, description: 'Id of the last event you saw' })
  @ApiProduces('text/event-stream')
  @ApiOkResponse({ description: 'A stream of events', schema: { type: 'string' } })
  async events(
    @Param('task_id') taskId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const task = await this.tasks.get(taskId);
    const seen = versionOf(lastEventId(request));
    if (task.finished_at !== null && seen >= Number(task.version)) {
      await reply.code(204).send();
      return;
    }
    this.watcher.assertRoom();
    return sseResponse(reply, this.states(task, seen), { retryMs: RECONNECT_MS });
  }

  private async *states(task: TaskRow, seen: number): AsyncGenerator<SseEvent, void, undefined> {
    const version = Number(task.version);
    if (version > seen) yield eventOf(task);
    if (task.finished_at !== null) return;
    const { signal } = currentScope().deadline;
    for await (const row of this.watcher.follow(task.id, Math.max(version, seen), signal)) yield eventOf(row);
  }
}

function eventOf(row: TaskRow): SseEvent {
  const event = row.finished_at === null ? 'progress' : row.status;
  return { event, id: row.version, data: toTask(row) };
}

/** An id that is none of ours counts as none: the stream begins with the newest state. */
function versionOf(id: string | undefined): number {
  return id !== undefined && /^\d{1,15}$/.test(id) ? Number(id) : 0;
}
