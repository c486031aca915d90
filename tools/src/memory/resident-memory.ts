import { readFileSync } from 'node:fs';

const SAMPLE_MS = 500;

interface Sample {
  atMs: number;
  megabytes: number;
}

/** Resident memory of processes over time, from /proc (Linux). */
export class ResidentMemory {
  private readonly samples = new Map<string, Sample[]>();
  private readonly startedAtMs = performance.now();
  private readonly timer: NodeJS.Timeout;

  /** @param pids of the processes as they are now, by name */
  constructor(private readonly pids: () => Readonly<Record<string, number>>) {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
    this.sample();
  }

  stop(): void {
    clearInterval(this.timer);
    this.sample();
  }

  get seconds(): number {
    return (performance.now() - this.startedAtMs) / 1_000;
  }

  /**
   * Slope of a straight line through the samples (least squares) after the first `warmUpShare` of the time, in MB per minute.
   * NaN of a process with fewer than three samples.
   */
  slopes(warmUpShare: number): Record<string, number> {
    const names = [...this.samples.keys()];
    return Object.fromEntries(names.map((name) => [name, slopeOf(this.after(name, warmUpShare))]));
  }

  /** First after the warm-up and last, in MB. */
  range(name: string, warmUpShare: number): [first: number, last: number] {
    const kept = this.after(name, warmUpShare);
    return [kept[0]?.megabytes ?? NaN, kept.at(-1)?.megabytes ?? NaN];
  }

  private after(name: string, warmUpShare: number): Sample[] {
    const samples = this.samples.get(name) ?? [];
    const from = (samples.at(-1)?.atMs ?? 0) * warmUpShare;
    return samples.filter(({ atMs }) => atMs >= from);
  }

  private sample(): void {
    const atMs = performance.now() - this.startedAtMs;
    for (const [name, pid] of Object.entries(this.pids())) {
      const megabytes = residentMegabytes(pid);
      if (megabytes === undefined) continue;
      const samples = this.samples.get(name) ?? [];
      samples.push({ atMs, megabytes });
      this.samples.set(name, samples);
    }
  }
}

function slopeOf(samples: readonly Sample[]): number {
  if (samples.length < 3) return NaN;
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const [time, size] = [mean(({ atMs }) => atMs), mean(({ megabytes }) => megabytes)];
  const together = samples.reduce((sum, each) => sum + (each.atMs - time) * (each.megabytes - size), 0);
  const spread = samples.reduce((sum, each) => sum + (each.atMs - time) ** 2, 0);
  return (together / spread) * 60_000;
}

/** Undefined when the process is gone. */
function residentMegabytes(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
  } catch {
    return undefined;
  }
}
