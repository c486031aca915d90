import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { TaskListQuery, Task, TaskList } from '@tradewind/contracts';
import { RequiresScope } from '@tradewind/platform';
import { toTask } from './task-row.js';
import { TaskStore } from './task-store.js';
import { TaskTickets } from './task-tickets.js';

@ApiTags('omniRAG')
@RequiresScope('rag')
@Controller('tasks')
export class TasksController {
  constructor(
    private readonly tasks: TaskStore,
    private readonly tickets: TaskTickets,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Your tasks, newest first, all or those that match' })
  @ApiOkResponse({ standardSchema: TaskList })
  async list(
    @Query({ schema: TaskListQuery }) query: TaskListQuery,
  ): Promise<{ data: Task[]; next_cursor: string | null }> {
    const { tasks, nextCursor } = await this.tasks.list(query);
    return { data: tasks.map(toTask), next_cursor: nextCursor };
  }

  @Get(':task_id')
  @ApiOperation({ summary: 'Where a task is, or how it ended' })
  @ApiOkResponse({ standardSchema: Task })
  async get(@Param('task_id') taskId: string): Promise<Task> {
    return toTask(await this.tasks.get(taskId));
  }

  @Post(':task_id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop a task; what it has finished is kept for a retry' })
  @ApiOkResponse({ standardSchema: Task })
  async cancel(@Param('task_id') taskId: string): Promise<Task> {
    return toTask(await this.tasks.cancel(taskId));
  }

  @Post(':task_id/retry')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take a failed or cancelled task up again where it ended' })
  @ApiAcceptedResponse({ standardSchema: Task })
  async retry(@Param('task_id') taskId: string): Promise<Task> {
    const task = await this.tasks.retry(taskId);
    this.tickets.announce();
    return toTask(task);
  }
}
