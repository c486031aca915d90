import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { verifyMetrics } from './alert-rules.js';
import { knownVariables as knownVariablesCheck } from './checks/configuration.js';
import { checks } from './checks/index.js';
import { checkFields } from './fields.js';
import { knownVariables } from './known-variables.js';
import { isRecord, parseManifests, type Manifest } from './manifest.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const FILES = [
  'base/service-account.yaml',
  'base/network-policies.yaml',
  'base/migrations.yaml',
  'base/risk-service.yaml',
  'base/catalog-service.yaml',
  'base/catalog-worker.yaml',
  'base/ingress.yaml',
  'overlays/prod/namespace.yaml',
  'overlays/prod/autoscalers.yaml',
  'components/keda/catalog-worker.yaml',
  'components/monitoring/pod-monitor.yaml',
  'components/monitoring/rules.yaml',
];
/** What kustomize makes of the generators: the settings, and the file with the limits. */
const GENERATED = [
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: tradewind-config }\ndata: { EMBEDDING_DIMENSIONS: "384" }\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: tradewind-limits }\ndata: { limits.json: "{}" }\n',
];

/** The files as kustomize would put them together, without the need of kustomize. */
function manifests(): Manifest[] {
  const yaml = [...FILES.map((file) => readFileSync(`${ROOT}/k8s/${file}`, 'utf8')), ...GENERATED];
  return yaml.flatMap(parseManifests).map((manifest) => ({
    ...manifest,
    metadata: { ...manifest.metadata, ...(manifest.kind !== 'Namespace' && { namespace: 'tradewind' }) },
  }));
}

async function problemsOf(files: Manifest[]): Promise<string[]> {
  const all = files.map(tagged);
  const findings = [
    ...(await checkFields('mistakes', all)),
    ...Object.values(checks).flatMap((check) => check(all)),
    ...knownVariablesCheck(knownVariables(ROOT))(all),
    ...verifyMetrics(all),
  ];
  return findings.map(({ object, problem }) => `${object} ${problem}`);
}

/** kustomize sets the tags of images. */
function tagged(manifest: Manifest): Manifest {
  return parse(JSON.stringify(manifest).replaceAll(/("image":"tradewind\/[a-z-]+)"/g, '$1:0.1.0"')) as Manifest;
}

/** Changes one value: `path` is object, then keys and indexes. A value of undefined takes it out. */
function mistake(object: string, path: string, value: unknown): (all: Manifest[]) => Manifest[] {
  return (all) => {
    const copy = structuredClone(all);
    let at: unknown = copy.find(({ kind, metadata }) => `${kind}/${metadata.name}` === object);
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    for (const key of keys) at = (at as Record<string, unknown>)[key];
    if (!isRecord(at) && !Array.isArray(at)) throw new Error(`${object} has no ${path}`);
    const parent = at as Record<string, unknown>;
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
    return copy;
  };
}

const without = (object: string) => (all: Manifest[]) =>
  all.filter(({ kind, metadata }) => `${kind}/${metadata.name}` !== object);

const POD = 'spec.template.spec';
const BOX = `${POD}.containers.0`;

describe('verify:k8s', () => {
  let sound: string[];
  beforeAll(async () => {
    sound = await problemsOf(manifests());
  });

  it('finds nothing wrong with the manifests as they are', () => {
    expect(sound).toEqual([]);
  });

  it.each<[string, (all: Manifest[]) => Manifest[], RegExp]>([
    ['a field that does not exist', mistake('Deployment/risk-service', `${BOX}.livenesProbe`, {}), /livenesProbe/],
    ['a word that is none of the allowed', mistake('Job/migrations', `${POD}.restartPolicy`, 'onFailure'), /onFailure/],
    [
      'a number that is a text',
      mistake('Deployment/risk-service', 'spec.revisionHistoryLimit', 'five'),
      /integer|number/,
    ],
    ['a required field left out', mistake('Deployment/risk-service', 'spec.selector', undefined), /selector/],
    [
      'a kind that does not exist',
      mistake('Ingress/tradewind', 'apiVersion', 'networking.k8s.io/v7'),
      /no kind Ingress/,
    ],
    [
      'an unknown field of a custom resource',
      mistake('ScaledObject/catalog-worker', 'spec.maxReplicas', 4),
      /maxReplicas/,
    ],
    [
      'a selector that misses its own pods',
      mistake('Deployment/risk-service', 'spec.selector.matchLabels', { app: 'risk' }),
      /does not select its own pods/,
    ],
    [
      'a selector that takes the pods of others',
      mistake('Deployment/risk-service', 'spec.selector.matchLabels', { 'app.kubernetes.io/component': 'http' }),
      /selects the pods of Deployment\/catalog-service too/,
    ],
    ['a service without pods', mistake('Service/risk-service', 'spec.selector', { app: 'x' }), /selects no pod/],
    [
      'a service port nobody has',
      mistake('Service/risk-service', 'spec.ports.0.targetPort', 'web'),
      /leads to port web/,
    ],
    ['an ingress to nowhere', without('Service/catalog-service'), /the service catalog-service, which does not exist/],
    [
      'an ingress to a port that is none',
      mistake('Ingress/tradewind', 'spec.rules.0.http.paths.0.backend.service.port.name', 'https'),
      /port https of Service\/catalog-service/,
    ],
    [
      'a disruption budget that guards nothing',
      mistake('PodDisruptionBudget/risk-service', 'spec.selector.matchLabels', { app: 'x' }),
      /guards 0 workloads/,
    ],
    ['a workload without a disruption budget', without('PodDisruptionBudget/catalog-worker'), /no disruption budget/],
    [
      'an autoscaler of nothing',
      mistake('HorizontalPodAutoscaler/risk-service', 'spec.scaleTargetRef.name', 'risk'),
      /scales Deployment\/risk, which does not exist/,
    ],
    ['replicas that an autoscaler owns', mistake('Deployment/catalog-worker', 'spec.replicas', 2), /sets replicas/],
    [
      'a least above the most',
      mistake('HorizontalPodAutoscaler/risk-service', 'spec.minReplicas', 9),
      /at least 9 and at most 6/,
    ],
    [
      'a ConfigMap that does not exist',
      mistake('Deployment/risk-service', `${BOX}.envFrom.0.configMapRef.name`, 'settings'),
      /ConfigMap settings, which does not exist/,
    ],
    [
      'a key that a ConfigMap does not have',
      mistake('Job/migrations', `${BOX}.env.1.valueFrom.configMapKeyRef.key`, 'DIMENSIONS'),
      /the key DIMENSIONS/,
    ],
    [
      'a Secret nobody is told to make',
      mistake('Job/migrations', `${POD}.volumes.0.secret.secretName`, 'database'),
      /the Secret database/,
    ],
    [
      'a variable that nothing reads',
      mistake('Deployment/risk-service', `${BOX}.env.1.name`, 'SHUTDOWN_GRACE'),
      /sets SHUTDOWN_GRACE, which nothing reads/,
    ],
    ['a setting that nothing reads', mistake('ConfigMap/tradewind-config', 'data.LOG_LEVLE', 'info'), /LOG_LEVLE/],
    [
      'a mount without a volume',
      mistake('Deployment/risk-service', `${BOX}.volumeMounts.1.name`, 'temp'),
      /mounts temp/,
    ],
    [
      'a file mounted so that it never changes',
      mistake('Deployment/risk-service', `${BOX}.volumeMounts.1.subPath`, 'a'),
      /subPath/,
    ],
    [
      'a request above its limit',
      mistake('Deployment/risk-service', `${BOX}.resources.requests.memory`, '2Gi'),
      /requests more memory than its limit/,
    ],
    [
      'a container without a memory limit',
      mistake('Deployment/catalog-worker', `${BOX}.resources.limits`, {}),
      /no memory limit/,
    ],
    ['a container that may be root', mistake('Deployment/risk-service', `${POD}.securityContext.runAsUser`, 0), /root/],
    [
      'a file system that can be written to',
      mistake('Job/migrations', `${BOX}.securityContext.readOnlyRootFilesystem`, false),
      /may write/,
    ],
    [
      'a probe of a port that is none',
      mistake('Deployment/catalog-service', `${BOX}.readinessProbe.httpGet.port`, 'web'),
      /asks port web/,
    ],
    [
      'a liveness probe that depends on readiness',
      mistake('Deployment/catalog-service', `${BOX}.livenessProbe.httpGet.path`, '/readyz'),
      /instead of \/healthz/,
    ],
    [
      'a grace shorter than the work in flight',
      mistake('Deployment/catalog-worker', `${POD}.terminationGracePeriodSeconds`, 30),
      /is killed after 30 s/,
    ],
    ['an image without a version', mistake('Deployment/risk-service', `${BOX}.image`, 'redis'), /without a version/],
    [
      'a service account that does not exist',
      mistake('Deployment/risk-service', `${POD}.serviceAccountName`, 'default'),
      /service account default/,
    ],
    [
      'a policy for no pod',
      mistake('NetworkPolicy/redis', 'spec.podSelector', { matchLabels: { app: 'x' } }),
      /no pod/,
    ],
    ['a network that is open by default', without('NetworkPolicy/default-deny'), /open to the network by default/],
    [
      'a monitor of a port that is none',
      mistake('PodMonitor/tradewind', 'spec.podMetricsEndpoints.0.port', 'metrics'),
      /scrapes port metrics/,
    ],
    [
      'an alert on a metric that nothing exports',
      mistake('PrometheusRule/tradewind', 'spec.groups.1.rules.2.expr', 'upstream_braker_state == 2'),
      /upstream_braker_state, which nothing exports/,
    ],
    [
      'spreading by the labels of others',
      mistake('Deployment/risk-service', `${POD}.topologySpreadConstraints.0.labelSelector.matchLabels`, { app: 'x' }),
      /labels its pods do not have/,
    ],
    [
      'an object in a namespace that is not there',
      mistake('Service/risk-service', 'metadata.namespace', 'default'),
      /namespace default/,
    ],
  ])('finds %s', async (_what, make, expected) => {
    const problems = await problemsOf(make(manifests()));
    expect(problems.join('\n')).toMatch(expected);
  });
});
