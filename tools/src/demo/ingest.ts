import cliProgress from 'cli-progress';
import { Task, TaskAccepted } from '@tradewind/contracts';
import type { createClient } from './client.js';

const POLL_MS = 250;
const GIVE_UP_MS = 180_000;

/** Posts the links, then polls the task ids until every one has ended, one progress bar each. */
export async function ingest(
  client: ReturnType<typeof createClient>,
  documentsUrl: string,
  files: string[],
): Promise<void> {
  const bars = new cliProgress.MultiBar(
    {
      format: '  {file} {bar} {percentage}%  {stage}',
      hideCursor: true,
      barsize: 24,
      emptyOnZero: true,
      noTTYOutput: false,
    },
    cliProgress.Presets.shades_classic,
  );
  const width = Math.max(...files.map((file) => file.length));
  const ingestOne = async (file: string): Promise<Task> => {
    const accepted = TaskAccepted.parse(await client.post('/rag/ingest', { url: `${documentsUrl}/${file}` }));
    const name = file.padEnd(width);
    const bar = bars.create(100, 0, { file: name, stage: 'queued' });
    return follow(client, accepted.task_id, (task) => {
      const stage = task.failure?.code ?? task.progress.stage;
      bar.update(Math.round(task.progress.percent), { file: name, stage });
    });
  };
  const finished = await Promise.all(files.map(ingestOne)).finally(() => bars.stop());
  finished.forEach((task, index) => summarise(files[index] ?? '', task));
}

async function follow(
  client: ReturnType<typeof createClient>,
  taskId: string,
  onProgress: (task: Task) => void,
): Promise<Task> {
  const until = Date.now() + GIVE_UP_MS;
  while (Date.now() < until) {
    const task = Task.parse(await client.get(`/tasks/${taskId}`));
    onProgress(task);
    if (task.status !== 'queued' && task.status !== 'running') return task;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  throw new Error(`Task ${taskId} has not ended within ${GIVE_UP_MS / 1000} s`);
}

function summarise(file: string, task: Task): void {
  if (task.result === null) throw new Error(`${file}: ${task.failure?.message ?? task.status}`);
  const { pages, chunks, products, duplicate } = task.result;
  const known = duplicate ? ' (seen before: nothing was added twice)' : '';
  console.log(`  ${file}: ${pages} pages, ${chunks} passages, ${products} products${known}`);
}
