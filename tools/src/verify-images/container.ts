import { spawn, type ChildProcess } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from './engine.js';
import { mustRun } from './command.js';

/** As the manifests run it: nothing to write to but a small /tmp, no capability, no new privilege. */
const HARDENED = [
  '--read-only',
  '--tmpfs',
  '/tmp:size=512m',
  '--cap-drop',
  'ALL',
  '--security-opt',
  'no-new-privileges',
];

export interface ContainerSpec {
  name: string;
  image: string;
  command?: readonly string[];
  env: Readonly<Record<string, string>>;
}

/** A hardened container; its log goes into a file. */
export class Container {
  private constructor(
    private readonly engine: Engine,
    readonly name: string,
    private readonly process: ChildProcess,
    private readonly ended: Promise<number>,
  ) {}

  static start(engine: Engine, spec: ContainerSpec, logFolder: string): Container {
    const [program, ...args] = engine.run;
    const name = `tradewind-verify-${spec.name}`;
    const env = Object.entries(spec.env).flatMap(([key, value]) => ['--env', `${key}=${value}`]);
    const child = spawn(
      program,
      [...args, '--rm', '--name', name, ...HARDENED, ...env, spec.image, ...(spec.command ?? [])],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    mkdirSync(logFolder, { recursive: true });
    const log = createWriteStream(join(logFolder, `${spec.name}.log`));
    child.stdout.pipe(log, { end: false });
    child.stderr.pipe(log, { end: false });
    const ended = new Promise<number>((resolve) => {
      child.once('close', (code) => {
        log.end();
        resolve(code ?? 1);
      });
    });
    return new Container(engine, name, child, ended);
  }

  /** Exit code of the process in it. */
  get exit(): Promise<number> {
    return this.ended;
  }

  get running(): boolean {
    return this.process.exitCode === null && this.process.signalCode === null;
  }

  async signal(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (!this.running) return;
    const [program] = this.engine.run;
    await mustRun(program, ['kill', '--signal', signal, this.name]).catch((error: unknown) => {
      // It may have ended meanwhile.
      if (this.running) throw error;
    });
  }
}

/** Runs a hardened container to its end. @throws with the place of its log when it fails */
export async function runContainer(engine: Engine, spec: ContainerSpec, logFolder: string): Promise<void> {
  const code = await Container.start(engine, spec, logFolder).exit;
  if (code !== 0)
    throw new Error(`${spec.name} failed (code ${String(code)}), see ${join(logFolder, `${spec.name}.log`)}`);
}
