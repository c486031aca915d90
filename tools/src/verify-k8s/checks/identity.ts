import { finding, nameOf, type Check } from '../manifest.js';
import { workloadsOf } from '../pods.js';

/** Every object stands once, in a namespace that is rendered with it. */
export const identity: Check = (all) => {
  const seen = new Set<string>();
  const namespaces = new Set(all.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => metadata.name));
  return all.flatMap((manifest) => {
    const key = `${manifest.apiVersion} ${nameOf(manifest)}`;
    const twice = seen.has(key);
    seen.add(key);
    const { namespace } = manifest.metadata;
    return [
      ...(twice ? [finding(manifest, 'stands twice')] : []),
      ...(manifest.kind !== 'Namespace' && (namespace === undefined || !namespaces.has(namespace))
        ? [finding(manifest, `is in the namespace ${namespace ?? '(none)'}, which is not rendered`)]
        : []),
    ];
  });
};

/** A pod's service account is one of the rendered ones, and no pod gets a token for the API it does not use. */
export const serviceAccounts: Check = (all) => {
  const accounts = new Set(all.filter(({ kind }) => kind === 'ServiceAccount').map(({ metadata }) => metadata.name));
  return workloadsOf(all).flatMap(({ manifest, pod }) => [
    ...(pod.serviceAccountName !== undefined && !accounts.has(pod.serviceAccountName)
      ? [finding(manifest, `uses the service account ${pod.serviceAccountName}, which does not exist`)]
      : []),
    ...(pod.automountServiceAccountToken === false ? [] : [finding(manifest, 'mounts a service account token')]),
  ]);
};
