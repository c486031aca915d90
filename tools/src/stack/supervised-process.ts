import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { forEachLine, type LineWriter } from './log.js';

const ORPHAN_GUARD = new URL('./orphan-guard.js', import.meta.url).href;
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const MAX_RESTARTS_PER_MINUTE = 5;
/** Six processes on a laptop: each keeps its heap tight rather than its garbage long. */
const NODE_ARGS = [
  '--max-semi-space-size=4',
  '--max-old-space-size=256',
  '--optimize-for-size',
  '--import',
  ORPHAN_GUARD,
];

export interface ProcessSpec {
  name: string;
  /** Path of the script, relative to the repository. */
  script: string;
  args?: string[];
  env?: Record<string, string>;
  write: LineWriter;
}

/** A child that runs until `stop()`: it is started again when it dies, but not for ever when it dies at once. */
export class SupervisedProcess {
  private child: ChildProcess | undefined;
  private stopping = false;
  private isReady = true;
  private restarts: number[] = [];

  constructor(
    private readonly spec: ProcessSpec,
    private readonly onGiveUp: (message: string) => void,
    private readonly onStart: () => void = () => undefined,
  ) {}

  get pid(): number | undefined {
    return this.child?.pid;
  }

  start(): void {
    const child = spawnNode(this.spec);
    this.child = child;
    this.onStart();
    child.once('exit', (code, signal) => {
      if (!this.stopping && this.isReady) this.restart(`${this.spec.name} ended (${signal ?? `code ${code}`})`);
    });
  }

  /** Resolves when the child says `ready` over its channel; rejects when it ends first or takes too long. */
  async ready(timeoutMs: number): Promise<void> {
    const child = this.child;
    if (!child) throw new Error(`${this.spec.name} was not started`);
    this.isReady = false;
    await new Promise<void>((resolve, reject) => {
      const fail = (why: string) => reject(new Error(`${this.spec.name} ${why}`));
      const timer = setTimeout(() => fail(`was not ready within ${timeoutMs / 1000} s`), timeoutMs);
      child.once('message', () => resolve(clearTimeout(timer)));
      child.once('exit', (code) => fail(`ended before it was ready (code ${code}): see its lines above`));
    });
    this.isReady = true;
  }

  /** SIGTERM, then SIGKILL after the grace period; resolves when the process is gone. */
  async stop(graceMs: number): Promise<void> {
    this.stopping = true;
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await gone;
    clearTimeout(timer);
  }

  private restart(reason: string): void {
    const now = Date.now();
    this.restarts = [...this.restarts.filter((at) => now - at < 60_000), now];
    if (this.restarts.length > MAX_RESTARTS_PER_MINUTE) {
      this.onGiveUp(`${reason} ${this.restarts.length} times within a minute`);
      return;
    }
    this.spec.write(`${reason}; starting it again`);
    void delay(200).then(() => {
      if (!this.stopping) this.start();
    });
  }
}

/** Runs a script to its end; rejects with its last lines when it fails. */
export async function runToEnd(spec: ProcessSpec): Promise<string> {
  const lines: string[] = [];
  const child = spawnNode({ ...spec, write: (line) => lines.push(line) });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${spec.name} failed (code ${code}):\n${lines.slice(-20).join('\n')}`);
  return lines.join('\n');
}

function spawnNode(spec: ProcessSpec): ChildProcess {
  // Each child leads a process group of its own: Ctrl-C reaches only the launcher, which then ends them in order.
  const args = [...NODE_ARGS, spec.script, ...(spec.args ?? [])];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: true,
  });
  if (child.stdout) forEachLine(child.stdout, spec.write);
  if (child.stderr) forEachLine(child.stderr, spec.write);
  return child;
}

/** Resolves when the URL answers 2xx; rejects when it has not after `timeoutMs`. */
export async function waitUntilReady(url: string, timeoutMs: number): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (Date.now() < until) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await delay(100);
  }
  throw new Error(`${url} did not become ready within ${timeoutMs / 1000} s`);
}
