import type { IContainer, IVolume } from 'kubernetes-models/v1';
import { finding, type Check, type Finding, type Manifest } from '../manifest.js';
import { workloadsOf, type Workload } from '../pods.js';

/** Secrets that k8s/README.md tells the operator to make; they are never part of what is rendered. */
const SECRETS_MADE_BY_HAND = new Set(['tradewind-secrets', 'tradewind-postgres', 'tradewind-tls']);

/** What a container reads from ConfigMaps and Secrets is there. */
export const references: Check = (all) => {
  const maps = new Map(all.filter(({ kind }) => kind === 'ConfigMap').map((map) => [map.metadata.name, map]));
  return workloadsOf(all).flatMap((workload) => [
    ...workload.containers.flatMap((container) => environmentProblems(workload, container, maps)),
    ...(workload.pod.volumes ?? []).flatMap((volume) => volumeProblems(workload, volume, maps)),
  ]);
};

function environmentProblems(
  workload: Workload,
  container: IContainer,
  maps: ReadonlyMap<string, Manifest>,
): Finding[] {
  const fromMaps = (container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
    ...mapProblems(workload, configMapRef?.name, undefined, maps),
    ...secretProblems(workload, secretRef?.name),
  ]);
  const single = (container.env ?? []).flatMap(({ valueFrom }) => [
    ...mapProblems(workload, valueFrom?.configMapKeyRef?.name, valueFrom?.configMapKeyRef?.key, maps),
    ...secretProblems(workload, valueFrom?.secretKeyRef?.name),
  ]);
  return [...fromMaps, ...single];
}

function volumeProblems(workload: Workload, volume: IVolume, maps: ReadonlyMap<string, Manifest>): Finding[] {
  const projected = volume.projected?.sources ?? [];
  return [
    ...mapProblems(workload, volume.configMap?.name, undefined, maps),
    ...secretProblems(workload, volume.secret?.secretName),
    ...projected.flatMap(({ configMap, secret }) => [
      ...mapProblems(workload, configMap?.name, undefined, maps),
      ...secretProblems(workload, secret?.name),
    ]),
  ];
}

function mapProblems(
  { manifest }: Workload,
  name: string | undefined,
  key: string | undefined,
  maps: ReadonlyMap<string, Manifest>,
): Finding[] {
  if (name === undefined) return [];
  const map = maps.get(name);
  if (map === undefined) return [finding(manifest, `reads the ConfigMap ${name}, which does not exist`)];
  if (key === undefined || map.data?.[key] !== undefined) return [];
  return [finding(manifest, `reads the key ${key} of the ConfigMap ${name}, which it does not have`)];
}

function secretProblems({ manifest }: Workload, name: string | undefined): Finding[] {
  if (name === undefined || SECRETS_MADE_BY_HAND.has(name)) return [];
  return [finding(manifest, `reads the Secret ${name}, which nobody is told to make`)];
}

/** Mounts and volumes belong together: none without the other, none over another, and no file by `subPath` (it never changes). */
export const mounts: Check = (all) =>
  workloadsOf(all).flatMap((workload) => {
    const { manifest, pod, containers, claims } = workload;
    const volumes = new Set([...(pod.volumes ?? []).map(({ name }) => name), ...claims]);
    const mounted = new Set(containers.flatMap(({ volumeMounts = [] }) => volumeMounts.map(({ name }) => name)));
    return [
      ...[...mounted]
        .filter((name) => !volumes.has(name))
        .map((name) => finding(manifest, `mounts ${name}, which is no volume`)),
      ...[...volumes]
        .filter((name) => !mounted.has(name))
        .map((name) => finding(manifest, `never mounts its volume ${name}`)),
      ...containers.flatMap(({ volumeMounts = [] }) => {
        const paths = volumeMounts.map(({ mountPath }) => mountPath);
        return [
          ...paths
            .filter((path, index) => paths.indexOf(path) !== index)
            .map((path) => finding(manifest, `mounts two volumes at ${path}`)),
          ...volumeMounts
            .filter(({ subPath }) => subPath !== undefined)
            .map(({ mountPath }) => finding(manifest, `mounts ${mountPath} by subPath, which is never updated`)),
        ];
      }),
    ];
  });

/** A setting that no process reads is a typing error. @param known every variable that some configuration schema names */
export function knownVariables(known: ReadonlySet<string>): Check {
  return (all) => [
    ...all.flatMap((manifest) =>
      manifest.kind !== 'ConfigMap'
        ? []
        : Object.keys(manifest.data ?? {})
            .filter((name) => /^[A-Z0-9_]+$/.test(name) && !known.has(name))
            .map((name) => finding(manifest, `sets ${name}, which nothing reads`)),
    ),
    ...workloadsOf(all)
      .filter(({ labels }) => labels['app.kubernetes.io/component'] !== 'foundation')
      .flatMap(({ manifest, containers }) =>
        containers.flatMap(({ env = [] }) =>
          env
            .filter(({ name }) => !known.has(name))
            .map(({ name }) => finding(manifest, `sets ${name}, which nothing reads`)),
        ),
      ),
  ];
}
