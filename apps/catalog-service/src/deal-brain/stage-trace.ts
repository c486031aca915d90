import type { StageTime } from '@tradewind/contracts';

/** How long the stages of one request took, in the order in which they ended; stages may overlap. */
export class StageTrace {
  readonly stages: StageTime[] = [];

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    try {
      return await work();
    } finally {
      this.stages.push({ stage, ms: Math.round((performance.now() - started) * 10) / 10 });
    }
  }
}
