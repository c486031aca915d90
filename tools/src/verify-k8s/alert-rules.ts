import type { IPrometheusRule } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { dashboardExpressions } from './dashboards.js';
import { finding, type Finding, type Manifest } from './manifest.js';
import { metricsIn, knownMetrics } from './metrics.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TESTS = join(ROOT, 'k8s/components/monitoring/rules.test.yaml');
const WORK_FOLDER = join(ROOT, 'node_modules/.cache/tradewind/verify-k8s');

/** Alerts and dashboards speak of metrics that exist; the rules are sound and do what their tests say (promtool). */
export async function verifyRules(all: readonly Manifest[]): Promise<Record<string, Finding[]>> {
  const rules = all.filter(({ kind }) => kind === 'PrometheusRule');
  if (rules.length === 0) return {};
  return {
    'metrics of alerts and dashboards': verifyMetrics(all),
    'alert rules and their tests': (await Promise.all(rules.map(testRules))).flat(),
  };
}

/** Every series that an alert or a dashboard asks for is one that some process exports. */
export function verifyMetrics(all: readonly Manifest[]): Finding[] {
  const rules = all.filter(({ kind }) => kind === 'PrometheusRule');
  const known = knownMetrics(ROOT);
  const expressions = [
    ...rules.flatMap((manifest) =>
      groupsOf(manifest).flatMap(({ rules = [] }) => rules.map(({ expr }) => ({ manifest, expr }))),
    ),
    ...dashboardExpressions(all),
  ];
  // A recorded series counts as known.
  for (const manifest of rules)
    for (const group of groupsOf(manifest)) for (const { record } of group.rules ?? []) if (record) known.add(record);
  return expressions.flatMap(({ manifest, expr }) =>
    metricsIn(String(expr))
      .filter((metric) => !known.has(metric))
      .map((metric) => finding(manifest, `asks for ${metric}, which nothing exports`)),
  );
}

function groupsOf(manifest: Manifest) {
  return (manifest as unknown as IPrometheusRule).spec.groups ?? [];
}

async function testRules(manifest: Manifest): Promise<Finding[]> {
  await mkdir(WORK_FOLDER, { recursive: true });
  // Under the name by which the tests know it.
  await writeFile(join(WORK_FOLDER, 'rules.yaml'), stringify({ groups: groupsOf(manifest) }));
  await copyFile(TESTS, join(WORK_FOLDER, 'rules.test.yaml'));
  for (const args of [
    ['check', 'rules', 'rules.yaml'],
    ...(existsSync(TESTS) ? [['test', 'rules', 'rules.test.yaml']] : []),
  ]) {
    try {
      await run('promtool', args, { cwd: WORK_FOLDER });
    } catch (error) {
      return [finding(manifest, problemOf(error))];
    }
  }
  return [];
}

function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT')
    return 'was not tested: promtool is missing (Debian: apt-get install prometheus)';
  const output = ['stdout', 'stderr'].map((stream) =>
    String((error as unknown as Record<string, unknown>)[stream] ?? ''),
  );
  return output.join('\n').trim();
}
