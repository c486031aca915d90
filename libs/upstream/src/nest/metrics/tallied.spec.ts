import { describe, expect, it } from '@jest/globals';
import { Counter, Histogram, Registry } from 'prom-client';
import { TalliedCounter } from './tallied-counter.js';
import { TalliedHistogram } from './tallied-histogram.js';

const described = { name: 'things', help: 'Things.', labelNames: ['kind', 'size'] as const };
const buckets = [0.1, 1, 10];

/** What a registry tells, once with our metric in it and once with prom-client's own. */
async function told(register: (registry: Registry) => void): Promise<{ text: string; json: unknown }> {
  const registry = new Registry();
  registry.setDefaultLabels({ service: 'test' });
  register(registry);
  // Exemplars are not kept; prom-client says so of each bucket.
  const json = JSON.stringify(await registry.getMetricsAsJSON())
    .replaceAll('"exemplar":null,', '')
    .replaceAll(',"exemplar":null', '');
  return { text: await registry.metrics(), json: JSON.parse(json) as unknown };
}

describe('tallied metrics', () => {
  it('tell of a counter what prom-client would', async () => {
    const ours = await told((registry) => {
      const counter = new TalliedCounter({ ...described, registers: [registry] });
      counter.add(2, 'a', 'small');
      counter.add(1, 'b', 'small');
      counter.add(0.5, 'a', 'small');
    });
    const theirs = await told((registry) => {
      const counter = new Counter({ ...described, registers: [registry] });
      counter.inc({ kind: 'a', size: 'small' }, 2.5);
      counter.inc({ kind: 'b', size: 'small' }, 1);
    });
    expect(ours).toEqual(theirs);
  });

  it('tell of a histogram what prom-client would, also at the bounds and beyond them', async () => {
    const values = [0, 0.1, 0.100001, 1, 5, 10, 10.1, 1_000];
    const ours = await told((registry) => {
      const histogram = new TalliedHistogram({ ...described, buckets, registers: [registry] });
      for (const value of values) histogram.observe(value, 'a', 'small');
      histogram.observe(3, 'b', 'large');
    });
    const theirs = await told((registry) => {
      const histogram = new Histogram({ ...described, buckets, registers: [registry] });
      for (const value of values) histogram.observe({ kind: 'a', size: 'small' }, value);
      histogram.observe({ kind: 'b', size: 'large' }, 3);
    });
    expect(ours).toEqual(theirs);
  });

  it('are asked again without counting twice', async () => {
    const registry = new Registry();
    const counter = new TalliedCounter({ ...described, registers: [registry] });
    counter.add(1, 'a', 'small');
    const first = await registry.metrics();
    expect(await registry.metrics()).toBe(first);
  });
});
