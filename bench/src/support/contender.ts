import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { waitedForCpuMs } from './machine.js';

const PROBE = new URL('./cpu-probe.js', import.meta.url).href;
const READY_TIMEOUT_MS = 60_000;

/** One of the gateways that are compared, in a process of its own. */
export interface Contender {
  readonly name: string;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
  /** CPU of the whole process so far, user and system, in microseconds. */
  cpuUs(): Promise<number>;
  /** Milliseconds for which it has been ready to run and had no CPU. */
  waitedForCpuMs(): number;
  stop(): Promise<void>;
}

export interface ContenderSpec {
  name: string;
  script: string;
  args?: string[];
  env?: Record<string, string | undefined>;
  /** Known before it starts; undefined when the process chooses one and tells. */
  port?: number;
  /** Answers 2xx when it is ready; with `port` only. */
  readyPath?: string;
  headers: Record<string, string>;
  model?: string;
  /** Of Node itself. */
  nodeOptions?: string[];
}

/** Starts a process and waits until it serves. Its output is shown when it fails to. */
export async function startContender(spec: ContenderSpec): Promise<Contender> {
  const child = fork(spec.script, spec.args ?? [], {
    execArgv: ['--import', PROBE, ...(spec.nodeOptions ?? [])],
    env: { ...process.env, ...spec.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  const keep = (text: Buffer): void => {
    output = (output + text.toString()).slice(-4_000);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  try {
    const port = spec.port ?? (await tell<{ port: number }>(child)).port;
    const origin = `http://127.0.0.1:${String(port)}`;
    if (spec.readyPath !== undefined) await ready(child, `${origin}${spec.readyPath}`);
    return {
      name: spec.name,
      origin,
      headers: { 'content-type': 'application/json', ...spec.headers },
      model: spec.model ?? 'bench-model',
      cpuUs: async () => {
        const answer = tell<{ cpu: NodeJS.CpuUsage }>(child);
        child.send('cpu');
        const { cpu } = await answer;
        return cpu.user + cpu.system;
      },
      waitedForCpuMs: () => waitedForCpuMs(child.pid ?? 0),
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw new Error(`${spec.name} did not start:\n${output}`, { cause: error });
  }
}

function tell<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null): void => reject(new Error(`ended with code ${String(code)}`));
    child.once('exit', fail);
    child.once('message', (message) => {
      child.off('exit', fail);
      resolve(message as T);
    });
  });
}

async function ready(child: ChildProcess, url: string): Promise<void> {
  const until = performance.now() + READY_TIMEOUT_MS;
  while (performance.now() < until && child.exitCode === null) {
    const answer = await fetch(url).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok === true) return;
    await delay(50);
  }
  throw new Error(`${url} did not answer`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}
