import { type ChildProcess, fork } from 'node:child_process';
import { waitedForCpuMs } from './machine.js';

/** An HTTP upstream in a process of its own, so that its work is never counted as ours. */
export interface StandIn {
  url: string;
  /** Makes every following answer a 503, or a good one again. Resolves when it is in force. */
  setOutage(outage: boolean): Promise<void>;
  /** Requests received, and the most that were in work at once. */
  stats(): Promise<{ received: number; peakInFlight: number }>;
  /** Milliseconds for which it was ready to run and had no CPU. */
  waitedForCpuMs(): number;
  stop(): void;
}

export async function startStandIn(): Promise<StandIn> {
  const child = fork(new URL('./stand-in-process.js', import.meta.url), { execArgv: [] });
  const { port } = (await answer(child)) as { port: number };
  const ask = (question: object) => {
    const reply = answer(child);
    child.send(question);
    return reply;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    setOutage: async (outage) => void (await ask({ outage })),
    stats: async () => (await ask({})) as { received: number; peakInFlight: number },
    waitedForCpuMs: () => waitedForCpuMs(child.pid ?? 0),
    stop: () => child.kill('SIGKILL'),
  };
}

function answer(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('message', (message) => {
      child.off('error', reject);
      resolve(message);
    });
  });
}
