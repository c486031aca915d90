import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { platform } from 'node:os';
import { TaskFailure, type FailureCode } from '../tasks/failures.js';
import { rssBytes } from './process-memory.js';

/** On Linux reading a child's memory costs microseconds; elsewhere it starts a process. */
const MEMORY_CHECK_MS = platform() === 'linux' ? 100 : 1_000;
const MEGABYTE = 1_048_576;
/** Heap beside the file's bytes and the WASM and font buffers, which the heap limit does not cover. */
const HEAP_SHARE = 0.6;
/** Young garbage is collected early: else a long document takes more memory than a short one only because there was time to. */
const SEMI_SPACE_MB = 8;

export interface ChildLimits {
  maxRssMb: number;
}

/**
 * A process of its own group that answers requests one at a time and is killed, with all it may have started, when it takes too
 * much time or memory. It gets nothing of the service's environment: that holds keys, and the child reads hostile files.
 */
export class GuardedChild<Request, Answer extends { kind: string }> {
  private readonly process: ChildProcess;
  private readonly exited: Promise<unknown>;
  private readonly watch: NodeJS.Timeout;
  /** Why it was killed, when it was. */
  private verdict: FailureCode | undefined;

  constructor(module: URL, limits: ChildLimits, env: NodeJS.ProcessEnv = {}) {
    this.process = fork(module, [], {
      detached: true,
      execArgv: [
        `--max-old-space-size=${String(Math.floor(limits.maxRssMb * HEAP_SHARE))}`,
        `--max-semi-space-size=${String(SEMI_SPACE_MB)}`,
      ],
      env,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    // A child that waits for work keeps nobody from ending: it leaves when its channel closes. A question has a timer that waits.
    this.process.unref();
    this.process.channel?.unref();
    this.exited = once(this.process, 'exit').catch(() => undefined);
    this.watch = setInterval(() => void this.checkMemory(limits.maxRssMb * MEGABYTE), MEMORY_CHECK_MS);
    this.watch.unref();
  }

  get alive(): boolean {
    const { pid, exitCode, signalCode } = this.process;
    return this.verdict === undefined && pid !== undefined && exitCode === null && signalCode === null;
  }

  async rssMb(): Promise<number> {
    return this.process.pid === undefined ? 0 : (await rssBytes(this.process.pid)) / MEGABYTE;
  }

  /** @throws TaskFailure when the child was killed or died before it answered. */
  async ask(request: Request, timeoutMs: number): Promise<Answer> {
    if (this.verdict) throw new TaskFailure(this.verdict);
    const timer = setTimeout(() => {
      this.kill('document.too_complex');
    }, timeoutMs);
    try {
      return await this.exchange(request);
    } finally {
      clearTimeout(timer);
    }
  }

  kill(verdict: FailureCode): void {
    this.verdict ??= verdict;
    const { pid } = this.process;
    if (pid === undefined || this.process.exitCode !== null || this.process.signalCode !== null) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It ended by itself in this very moment.
    }
  }

  async end(): Promise<void> {
    clearInterval(this.watch);
    this.kill('task.internal_error');
    if (this.process.pid !== undefined) await this.exited;
  }

  private exchange(request: Request): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const settle = (): void => {
        this.process.off('exit', died).off('error', died).off('message', answered);
      };
      const died = (): void => {
        settle();
        // Dying unasked is the heap limit at work, or a crash of the engine: either way the document is the cause.
        reject(new TaskFailure(this.verdict ?? 'document.too_complex'));
      };
      const answered = (answer: Answer): void => {
        settle();
        resolve(answer);
      };
      this.process.once('exit', died).once('error', died).once('message', answered);
      this.process.send(request as object, (error) => {
        if (error) died();
      });
    });
  }

  private async checkMemory(limitBytes: number): Promise<void> {
    const { pid } = this.process;
    if (pid !== undefined && (await rssBytes(pid)) > limitBytes) this.kill('document.too_complex');
  }
}
