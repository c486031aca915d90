import type { Manifest } from './manifest.js';

const CUSTOM_RESOURCES: Readonly<Record<string, string>> = {
  'keda.sh': '@kubernetes-models/keda',
  'monitoring.coreos.com': '@kubernetes-models/prometheus-operator',
};

/** The module that knows an API version's types: Kubernetes' own, or those of a custom resource definition. */
export function moduleOf({ apiVersion }: Manifest): string {
  const group = apiVersion.split('/')[0] ?? '';
  return `${CUSTOM_RESOURCES[group] ?? 'kubernetes-models'}/${apiVersion}`;
}

interface Model {
  validate(): void;
}
type ModelClass = new (data: Manifest) => Model;

/** @returns the class of a manifest's kind, or undefined when its API version or kind is unknown */
export async function modelOf(manifest: Manifest): Promise<ModelClass | undefined> {
  const module = await import(moduleOf(manifest)).catch(() => undefined);
  const candidate: unknown = (module as Record<string, unknown> | undefined)?.[manifest.kind];
  return typeof candidate === 'function' ? (candidate as ModelClass) : undefined;
}
