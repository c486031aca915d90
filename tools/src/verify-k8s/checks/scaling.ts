import type { IScaledObject } from '@kubernetes-models/keda/keda.sh/v1alpha1';
import type { IHorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2';
import { finding, nameOf, type Check, type Finding } from '../manifest.js';
import { workloadsOf } from '../pods.js';

interface Target {
  apiVersion?: string;
  kind?: string;
  name: string;
}

/** An autoscaler owns one workload alone; the workload leaves `replicas` to it, or applying it again would undo what it chose. */
export const autoscalers: Check = (all) => {
  const owners = new Map<string, string>();
  return all.flatMap((manifest): Finding[] => {
    const scaler = scalerOf(manifest);
    if (scaler === undefined) return [];
    const { target, min, max } = scaler;
    const name = `${target.kind ?? 'Deployment'}/${target.name}`;
    const workload = workloadsOf(all).find(
      (candidate) =>
        nameOf(candidate.manifest) === name && candidate.manifest.apiVersion === (target.apiVersion ?? 'apps/v1'),
    );
    const other = owners.get(name);
    owners.set(name, nameOf(manifest));
    if (workload === undefined) return [finding(manifest, `scales ${name}, which does not exist`)];
    return [
      ...(other === undefined ? [] : [finding(manifest, `scales ${name}, and so does ${other}`)]),
      ...(workload.replicas === undefined
        ? []
        : [finding(workload.manifest, `sets replicas, which ${nameOf(manifest)} owns`)]),
      ...(min > max ? [finding(manifest, `has at least ${String(min)} and at most ${String(max)} replicas`)] : []),
    ];
  });
};

function scalerOf(manifest: unknown): { target: Target; min: number; max: number } | undefined {
  const scaler = manifest as IHorizontalPodAutoscaler | IScaledObject;
  if (scaler.spec === undefined) return undefined;
  if (scaler.kind === 'HorizontalPodAutoscaler') {
    const { scaleTargetRef, minReplicas = 1, maxReplicas } = scaler.spec;
    return { target: scaleTargetRef, min: minReplicas, max: maxReplicas };
  }
  if (scaler.kind === 'ScaledObject') {
    const { scaleTargetRef, minReplicaCount = 0, maxReplicaCount = 100 } = scaler.spec;
    return { target: scaleTargetRef, min: minReplicaCount, max: maxReplicaCount };
  }
  return undefined;
}
