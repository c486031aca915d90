import { fork, execFileSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FleetWorkerOptions } from './fleet-protocol.js';

const packageRoot = fileURLToPath(new URL('../../', import.meta.url));

/** The package as plain JavaScript, in a folder inside it, so that other processes can run what is being tested. */
export class CompiledPackage {
  readonly #folder: string;

  constructor() {
    this.#folder = mkdtempSync(join(packageRoot, 'test-results', 'fleet-'));
    const swc = join(dirname(createRequire(import.meta.url).resolve('@swc/cli/package.json')), 'bin/swc.js');
    const compile = [swc, 'src', 'test/fleet', '-d', this.#folder, '--config-file', '../../.swcrc', '--quiet'];
    execFileSync(process.execPath, compile, { cwd: packageRoot, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  get worker(): string {
    return join(this.#folder, 'test/fleet/fleet-worker.js');
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A real process of the fleet. */
export class FleetProcess {
  readonly #child: ChildProcess;

  constructor(worker: string, options: FleetWorkerOptions) {
    this.#child = fork(worker, [JSON.stringify(options)], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // None of Jest's own settings.
      execArgv: [],
    });
  }

  async ready(): Promise<void> {
    await once(this.#child, 'message');
  }

  addCallers(count: number): void {
    this.#child.send(count);
  }

  /** Ends it without a word, as the kernel does when memory runs out. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Stops it where it stands, as a frozen container or a paused machine does. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  async end(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.kill();
    await exited;
  }
}
