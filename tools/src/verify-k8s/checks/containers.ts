import type { IContainer } from 'kubernetes-models/v1';
import { finding, type Check, type Finding, type Manifest } from '../manifest.js';
import { workloadsOf, type Workload } from '../pods.js';
import { quantity } from '../quantity.js';

/** Every container asks for what it needs, and its memory is limited; a CPU limit would show as latency at the worst moment. */
export const resources: Check = (all) =>
  eachContainer(all, ({ manifest }, { name, resources: { requests = {}, limits = {} } = {} }) => [
    ...(['cpu', 'memory'] as const)
      .filter((kind) => requests[kind] === undefined)
      .map((kind) => finding(manifest, `${name} requests no ${kind}`)),
    ...(limits['memory'] === undefined ? [finding(manifest, `${name} has no memory limit`)] : []),
    ...(limits['cpu'] === undefined ? [] : [finding(manifest, `${name} has a CPU limit`)]),
    ...Object.entries(requests)
      .filter(([kind, amount]) => limits[kind] !== undefined && !(quantity(amount) <= quantity(limits[kind])))
      .map(([kind]) => finding(manifest, `${name} requests more ${kind} than its limit`)),
  ]);

/** What the restricted Pod Security Standard asks, and a file system that cannot be written to. */
export const hardening: Check = (all) =>
  eachContainer(all, ({ manifest, pod }, { name, securityContext = {} }) => {
    const broken = [
      ['may run as root', pod.securityContext?.runAsNonRoot !== true || pod.securityContext.runAsUser === 0],
      ['may gain privileges', securityContext.allowPrivilegeEscalation !== false],
      ['may write to its root file system', securityContext.readOnlyRootFilesystem !== true],
      ['keeps capabilities', securityContext.capabilities?.drop?.includes('ALL') !== true],
      ['has no seccomp profile', pod.securityContext?.seccompProfile?.type !== 'RuntimeDefault'],
    ] as const;
    return broken.filter(([, is]) => is).map(([what]) => finding(manifest, `${name} ${what}`));
  });

/** Probes ask the process itself: liveness and start at /healthz, readiness at /readyz, at a port it has. */
export const probes: Check = (all) =>
  eachContainer(all, ({ manifest, labels }, container) => {
    const { name, ports = [], livenessProbe, readinessProbe, startupProbe } = container;
    const ours = ['http', 'worker'].includes(labels['app.kubernetes.io/component'] ?? '');
    const wanted = [
      ['livenessProbe', livenessProbe, '/healthz'],
      ['startupProbe', startupProbe, '/healthz'],
      ['readinessProbe', readinessProbe, '/readyz'],
    ] as const;
    return wanted.flatMap(([kind, probe, path]) => {
      const get = probe?.httpGet;
      if (probe === undefined) return ours ? [finding(manifest, `${name} has no ${kind}`)] : [];
      if (get === undefined) return [];
      const known = ports.some((port) => port.name === get.port || port.containerPort === get.port);
      return [
        ...(known ? [] : [finding(manifest, `${kind} asks port ${String(get.port)}, which ${name} does not have`)]),
        ...(ours && get.path !== path ? [finding(manifest, `${kind} asks ${get.path ?? '/'} instead of ${path}`)] : []),
      ];
    });
  });

/** A tag or digest says what runs; `latest` does not. */
export const images: Check = (all) =>
  eachContainer(all, ({ manifest }, { name, image = '' }) =>
    /:[^/]+$|@sha256:/.test(image) && !image.endsWith(':latest')
      ? []
      : [finding(manifest, `${name} runs "${image}" without a version`)],
  );

/** What a process says when it has been told to stop: draining, what is in flight, farewells. */
const FAREWELL_SECONDS = 3;

/** The cluster waits longer for a process than the process waits for its work. */
export const graces: Check = (all) => {
  const settings = Object.assign(
    {},
    ...all.filter(({ kind }) => kind === 'ConfigMap').map(({ data }) => data),
  ) as Record<string, string>;
  return eachContainer(all, ({ manifest, pod, labels }, { env = [] }) => {
    if (!['http', 'worker'].includes(labels['app.kubernetes.io/component'] ?? '')) return [];
    const of = (name: string, initial: number) =>
      Number(env.find((variable) => variable.name === name)?.value ?? settings[name] ?? initial);
    const needed = (of('SHUTDOWN_DRAIN_MS', 500) + of('SHUTDOWN_GRACE_MS', 25_000)) / 1_000 + FAREWELL_SECONDS;
    const given = pod.terminationGracePeriodSeconds ?? 30;
    return given >= needed
      ? []
      : [finding(manifest, `is killed after ${String(given)} s, but may need ${String(needed)} s to stop`)];
  });
};

function eachContainer(
  all: readonly Manifest[],
  look: (workload: Workload, container: IContainer) => Finding[],
): Finding[] {
  return workloadsOf(all).flatMap((workload) => workload.containers.flatMap((container) => look(workload, container)));
}
