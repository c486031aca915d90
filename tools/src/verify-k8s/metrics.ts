import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SOURCES = ['apps/risk-service/src', 'apps/catalog-service/src', 'libs/platform/src', 'libs/upstream/src'];
/** Metrics are declared by name, in an object or as the first argument of a helper. */
const NAME = /(?:name: |\(\s*)'([a-z][a-z0-9]*(?:_[a-z0-9]+)+)'/g;
/** What Prometheus adds to every scrape, prom-client to every process, and cAdvisor to every container. */
const COMMON = [
  'up',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_seconds',
  'nodejs_heap_size_used_bytes',
  'kube_pod_container_status_restarts_total',
  'kube_pod_container_status_last_terminated_reason',
  'kube_pod_container_resource_limits',
  'container_memory_working_set_bytes',
];
const WORDS = new Set(
  'and or unless on by without ignoring group_left group_right bool offset sum avg min max count rate irate increase delta deriv histogram_quantile absent clamp_max clamp_min topk bottomk vector scalar time changes resets avg_over_time max_over_time min_over_time sum_over_time count_over_time last_over_time label_replace sort sort_desc round floor ceil abs inf nan'.split(
    ' ',
  ),
);

/** Every series the processes can export, histograms with their parts. */
export function knownMetrics(root: string): Set<string> {
  const known = new Set(COMMON);
  for (const folder of SOURCES) {
    for (const file of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      for (const [, name = ''] of readFileSync(join(root, folder, file), 'utf8').matchAll(NAME)) {
        for (const part of ['', '_bucket', '_sum', '_count']) known.add(`${name}${part}`);
      }
    }
  }
  return known;
}

/** The names of the series an expression reads. */
export function metricsIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"|'[^']*'/g, '')
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(/\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g, ' ');
  return [...new Set(bare.match(/\b[a-zA-Z_:][a-zA-Z0-9_:]*\b(?!\s*\()/g) ?? [])].filter((name) => !WORDS.has(name));
}
