import type { IPodDisruptionBudget } from 'kubernetes-models/policy/v1';
import type { IService } from 'kubernetes-models/v1';
import { finding, nameOf, selects, type Check, type Finding } from '../manifest.js';
import { hasPort, workloadsOf } from '../pods.js';

/** A workload selects its own pods and nobody else's. */
export const workloadSelectors: Check = (all) => {
  const workloads = workloadsOf(all);
  return workloads.flatMap((workload) => {
    // A Job's selector is made by the cluster.
    if (workload.manifest.kind === 'Job') return [];
    const chosen = workloads.filter(({ labels }) => selects(workload.selector, labels));
    const others = chosen.filter((other) => other !== workload);
    return [
      ...(chosen.includes(workload) ? [] : [finding(workload.manifest, 'does not select its own pods')]),
      ...others.map((other) => finding(workload.manifest, `selects the pods of ${nameOf(other.manifest)} too`)),
    ];
  });
};

/** A Service leads to the pods of one workload, at a port they have. */
export const services: Check = (all) => {
  const workloads = workloadsOf(all);
  return all.flatMap((manifest): Finding[] => {
    if (manifest.kind !== 'Service') return [];
    const { spec } = manifest as unknown as IService;
    const [workload, ...others] = workloads.filter(({ labels }) =>
      selects({ matchLabels: spec?.selector ?? {} }, labels),
    );
    if (workload === undefined) return [finding(manifest, 'selects no pod')];
    return [
      ...(others.length > 0 ? [finding(manifest, 'selects the pods of several workloads')] : []),
      ...(spec?.ports ?? [])
        .filter(({ port, targetPort }) => !hasPort(workload, targetPort ?? port))
        .map(({ port, targetPort }) =>
          finding(
            manifest,
            `leads to port ${String(targetPort ?? port)}, which ${nameOf(workload.manifest)} does not have`,
          ),
        ),
    ];
  });
};

/** A disruption budget guards exactly one workload, and every HTTP workload and worker has one. */
export const disruptionBudgets: Check = (all) => {
  const workloads = workloadsOf(all);
  const guarded = new Set<string>();
  const findings = all.flatMap((manifest) => {
    if (manifest.kind !== 'PodDisruptionBudget') return [];
    const { spec } = manifest as unknown as IPodDisruptionBudget;
    const chosen = workloads.filter(({ labels }) => selects(spec?.selector, labels));
    for (const workload of chosen) guarded.add(nameOf(workload.manifest));
    return chosen.length === 1 ? [] : [finding(manifest, `guards ${String(chosen.length)} workloads instead of one`)];
  });
  const bare = workloads.filter(
    ({ manifest, labels }) =>
      ['http', 'worker'].includes(labels['app.kubernetes.io/component'] ?? '') && !guarded.has(nameOf(manifest)),
  );
  return [...findings, ...bare.map(({ manifest }) => finding(manifest, 'has no disruption budget'))];
};

/** Pods that are to be spread are compared with their own kind. */
export const spread: Check = (all) =>
  workloadsOf(all).flatMap(({ manifest, pod, labels }) =>
    (pod.topologySpreadConstraints ?? [])
      .filter(({ labelSelector }) => !selects(labelSelector, labels))
      .map(({ topologyKey }) => finding(manifest, `spreads over ${topologyKey} by labels its pods do not have`)),
  );
