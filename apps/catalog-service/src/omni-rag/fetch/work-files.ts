import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { RAG_CONFIG, type RagConfig } from '../rag.config.js';

const PREFIX = 'tradewind-rag-';

/** Temporary files of running tasks: each in a directory that names the process, so that what a killed one left is found. */
@Injectable()
export class WorkFiles implements OnModuleInit {
  constructor(@Inject(RAG_CONFIG) private readonly config: Pick<RagConfig, 'RAG_TEMP_DIR'>) {}

  async onModuleInit(): Promise<void> {
    const names = await readdir(this.config.RAG_TEMP_DIR);
    const left = names.filter(
      (name) => name.startsWith(PREFIX) && !isAlive(Number(name.slice(PREFIX.length).split('-')[0])),
    );
    await Promise.all(left.map((name) => rm(join(this.config.RAG_TEMP_DIR, name), { recursive: true, force: true })));
  }

  /** Gives `work` the path of a file that is removed afterwards, whatever happens. */
  async withFile<T>(work: (path: string) => Promise<T>): Promise<T> {
    const directory = await mkdtemp(join(this.config.RAG_TEMP_DIR, `${PREFIX}${String(process.pid)}-`));
    try {
      return await work(join(directory, 'document.pdf'));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  // In a fresh container every worker has the same pid: a directory of ours from before this start is left over too.
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
