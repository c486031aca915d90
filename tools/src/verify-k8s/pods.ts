import type { IDeployment, IStatefulSet } from 'kubernetes-models/apps/v1';
import type { IJob } from 'kubernetes-models/batch/v1';
import type { IContainer, IPodSpec } from 'kubernetes-models/v1';
import type { Labels, LabelSelector, Manifest } from './manifest.js';

/** What makes pods, and the pods it makes. */
export interface Workload {
  readonly manifest: Manifest;
  readonly selector: LabelSelector | undefined;
  readonly labels: Labels;
  readonly pod: IPodSpec;
  readonly containers: readonly IContainer[];
  readonly replicas: number | undefined;
  /** Volumes that a StatefulSet claims by itself. */
  readonly claims: readonly string[];
}

/** Deployments, StatefulSets and Jobs; their fields have been checked before anything else looks at them. */
export function workloadsOf(all: readonly Manifest[]): Workload[] {
  return all.flatMap((manifest) => {
    const spec = workloadSpec(manifest);
    const pod = spec?.template.spec;
    if (spec === undefined || pod === undefined) return [];
    return [
      {
        manifest,
        selector: spec.selector,
        labels: spec.template.metadata?.labels ?? {},
        pod,
        containers: [...pod.containers, ...(pod.initContainers ?? [])],
        replicas: 'replicas' in spec ? spec.replicas : undefined,
        claims:
          'volumeClaimTemplates' in spec
            ? (spec.volumeClaimTemplates ?? []).map((claim) => claim.metadata?.name ?? '')
            : [],
      },
    ];
  });
}

function workloadSpec(manifest: Manifest): IDeployment['spec'] | IStatefulSet['spec'] | IJob['spec'] {
  switch (manifest.kind) {
    case 'Deployment':
      return (manifest as IDeployment).spec;
    case 'StatefulSet':
      return (manifest as IStatefulSet).spec;
    case 'Job':
      return (manifest as IJob).spec;
    default:
      return undefined;
  }
}

/** Whether a port of a probe, service or policy, by name or number, is one that a container of the pod declares. */
export function hasPort(workload: Workload, port: string | number): boolean {
  return workload.containers.some((container) =>
    (container.ports ?? []).some(({ name, containerPort }) => name === port || containerPort === port),
  );
}
