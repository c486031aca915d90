// npm run bench:consoles: what open consoles cost the services. Needs a running product (npm start); --data says where its data is.
//   --consoles 50 streams of /admin/live are read for --seconds 20, after as long without any; CPU time is that of the service processes
//   as the kernel counts it. The last line is one JSON object.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    consoles: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '20' },
    data: { type: 'string', default: fileURLToPath(new URL('../../../.data', import.meta.url)) },
  },
});
const CONSOLES = Number(values.consoles);
const SECONDS = Number(values.seconds);
const SERVICES = ['risk', 'catalog', 'worker'];
/** Of a console that has just been opened: not what it costs to keep it open. */
const SETTLE_MS = 3_000;
/** Clock ticks per second of /proc/<pid>/stat: fixed on Linux. */
const TICKS = 100;

interface Stack {
  edgeUrl: string;
  adminKey: string;
  pids: Record<string, number>;
}

const stack = JSON.parse(readFileSync(join(values.data, 'stack.json'), 'utf8')) as Stack;

/** User and system time of a process so far, s. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** Share of one core each service takes while time passes. */
async function shares(): Promise<Record<string, number>> {
  const pids = SERVICES.map((name) => [name, stack.pids[name] ?? 0] as const);
  const before = pids.map(([, pid]) => cpuSeconds(pid));
  const startedAt = performance.now();
  await pause(SECONDS * 1_000);
  const seconds = (performance.now() - startedAt) / 1_000;
  return Object.fromEntries(
    pids.map(([name, pid], index) => [name, (cpuSeconds(pid) - (before[index] ?? 0)) / seconds]),
  );
}

const sum = (of: Record<string, number>) => Object.values(of).reduce((total, each) => total + each, 0);
const percent = (share: number) => Math.round(share * 10_000) / 100;

const idle = await shares();
const left = new AbortController();
let bytes = 0;
for (let opened = 0; opened < CONSOLES; opened += 1) {
  const answer = await fetch(`${stack.edgeUrl}/admin/live`, {
    headers: { authorization: `Bearer ${stack.adminKey}` },
    signal: left.signal,
  });
  if (!answer.ok || answer.body === null) throw new Error(`/admin/live answers ${answer.status}`);
  void read(answer.body);
}
await pause(SETTLE_MS);
bytes = 0;
const watched = await shares();
left.abort();

for (const name of SERVICES) {
  console.log(
    `${name.padEnd(8)} ${percent(idle[name] ?? 0)} % idle, ${percent(watched[name] ?? 0)} % with ${CONSOLES} consoles`,
  );
}
console.log(
  JSON.stringify({
    bench: 'consoles',
    consoles: CONSOLES,
    seconds: SECONDS,
    idlePercent: percent(sum(idle)),
    watchedPercent: percent(sum(watched)),
    addedPercent: percent(sum(watched) - sum(idle)),
    kilobytesPerConsoleAndSecond: Math.round(bytes / CONSOLES / SECONDS / 102.4) / 10,
  }),
);

async function read(body: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const chunk of body) bytes += chunk.byteLength;
  } catch {
    // Ended by us.
  }
}
