import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, type WriteStream } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const ORPHAN_GUARD = new URL('../stack/orphan-guard.js', import.meta.url).href;

/** One process of the product. It is started again whenever it dies, until it is told to stop: as a cluster would. */
export class Member {
  private child: ChildProcess | undefined;
  private stopping = false;
  private readonly log: WriteStream;

  constructor(
    readonly name: string,
    private readonly script: string,
    private readonly env: Record<string, string>,
    logFile: string,
  ) {
    this.log = createWriteStream(logFile, { flags: 'a' });
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    const child = spawn(process.execPath, ['--import', ORPHAN_GUARD, this.script], {
      cwd: ROOT,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    });
    this.child = child;
    child.stdout?.pipe(this.log, { end: false });
    child.stderr?.pipe(this.log, { end: false });
    child.once('exit', () => {
      if (!this.stopping) this.start();
    });
  }

  /** As a rolling update does: asks it to end, and resolves with its exit code, or null when it had to be killed. It is started again. */
  async replace(graceMs: number): Promise<number | null> {
    const { child } = this;
    if (!child) throw new Error(`${this.name} was not started`);
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    const code = await ended;
    clearTimeout(timer);
    return code;
  }

  /** As the kernel would: no time to say goodbye. Its children are not touched; they have to notice by themselves. */
  kill(): void {
    this.child?.kill('SIGKILL');
  }

  async stop(graceMs = 15_000): Promise<void> {
    this.stopping = true;
    const { child } = this;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    }
    this.log.end();
  }
}
