import type { INetworkPolicy } from 'kubernetes-models/networking.k8s.io/v1';
import { finding, nameOf, selects, type Check, type Finding } from '../manifest.js';
import { hasPort, workloadsOf } from '../pods.js';

/** Policies begin with "nothing may talk to anything" and then speak of pods and ports that exist. */
export const networkPolicies: Check = (all) => {
  const workloads = workloadsOf(all);
  const policies = all.filter(({ kind }) => kind === 'NetworkPolicy');
  const findings = policies.flatMap((manifest): Finding[] => {
    const { spec } = manifest as unknown as INetworkPolicy;
    const chosen = workloads.filter(({ labels }) => selects(spec?.podSelector, labels));
    if (chosen.length === 0) return [finding(manifest, 'applies to no pod')];
    const ports = (spec?.ingress ?? []).flatMap((rule) => rule.ports ?? []);
    const peers = [
      ...(spec?.ingress ?? []).flatMap(({ from }) => from ?? []),
      ...(spec?.egress ?? []).flatMap(({ to }) => to ?? []),
    ];
    return [
      ...ports
        .filter(({ port }) => port !== undefined && !chosen.every((workload) => hasPort(workload, port)))
        .map(({ port }) => finding(manifest, `opens port ${String(port)}, which its pods do not have`)),
      // A peer in another namespace is not ours to check.
      ...peers
        .filter(({ podSelector, namespaceSelector }) => podSelector !== undefined && namespaceSelector === undefined)
        .filter(({ podSelector }) => !workloads.some(({ labels }) => selects(podSelector, labels)))
        .map(({ podSelector }) => finding(manifest, `names pods that do not exist: ${JSON.stringify(podSelector)}`)),
    ];
  });
  return [...findings, ...unguarded(all)];
};

function unguarded(all: Parameters<Check>[0]): Finding[] {
  const denied = all.some((manifest) => {
    if (manifest.kind !== 'NetworkPolicy') return false;
    const { spec } = manifest as unknown as INetworkPolicy;
    const everyone = spec?.podSelector !== undefined && Object.keys(spec.podSelector).length === 0;
    const nothing = (spec?.ingress ?? []).length === 0 && (spec?.egress ?? []).length === 0;
    return (
      everyone && nothing && (['Ingress', 'Egress'] as const).every((type) => (spec.policyTypes ?? []).includes(type))
    );
  });
  return denied
    ? []
    : workloadsOf(all).map(({ manifest }) => ({
        object: nameOf(manifest),
        problem: 'is open to the network by default',
      }));
}
