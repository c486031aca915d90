import type { IPodMonitor, IServiceMonitor } from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import type { IIngress } from 'kubernetes-models/networking.k8s.io/v1';
import type { IService } from 'kubernetes-models/v1';
import { finding, nameOf, selects, type Check, type Finding, type Manifest } from '../manifest.js';
import { hasPort, workloadsOf } from '../pods.js';

/** Every path of an Ingress leads to a Service and port that exist, and its certificates cover hosts it serves. */
export const ingresses: Check = (all) => {
  const services = new Map(
    all.filter(({ kind }) => kind === 'Service').map((service) => [service.metadata.name, service]),
  );
  return all.flatMap((manifest): Finding[] => {
    if (manifest.kind !== 'Ingress') return [];
    const { spec } = manifest as unknown as IIngress;
    const rules = spec?.rules ?? [];
    const hosts = new Set(rules.map(({ host }) => host));
    const backends = rules.flatMap(({ http }) => http?.paths ?? []);
    return [
      ...backends.flatMap(({ path, backend }) => {
        const problem = backendProblem(backend.service, services);
        return problem === undefined ? [] : [finding(manifest, `${path ?? '/'} leads to ${problem}`)];
      }),
      ...(spec?.tls ?? [])
        .flatMap((tls) => tls.hosts ?? [])
        .filter((host) => !hosts.has(host))
        .map((host) => finding(manifest, `has a certificate for ${host}, which it does not serve`)),
    ];
  });
};

function backendProblem(
  backend: { name: string; port?: { name?: string; number?: number } } | undefined,
  services: ReadonlyMap<string, Manifest>,
): string | undefined {
  const service = services.get(backend?.name ?? '');
  if (backend === undefined || service === undefined)
    return `the service ${backend?.name ?? '(none)'}, which does not exist`;
  const ports = (service as unknown as IService).spec?.ports ?? [];
  const { name, number } = backend.port ?? {};
  const found = ports.some((port) => (name === undefined ? port.port === number : port.name === name));
  return found ? undefined : `port ${String(name ?? number)} of ${nameOf(service)}, which it does not have`;
}

/** A monitor finds pods, or the services of pods, and scrapes a port they have. */
export const monitors: Check = (all) => {
  const workloads = workloadsOf(all);
  return all.flatMap((manifest): Finding[] => {
    if (manifest.kind === 'PodMonitor') {
      const { spec } = manifest as unknown as IPodMonitor;
      const chosen = workloads.filter(({ labels }) => selects(spec.selector, labels));
      if (chosen.length === 0) return [finding(manifest, 'selects no pod')];
      return chosen.flatMap((workload) =>
        (spec.podMetricsEndpoints ?? [])
          .filter(({ port }) => port !== undefined && !hasPort(workload, port))
          .map(({ port }) =>
            finding(manifest, `scrapes port ${port ?? ''}, which ${nameOf(workload.manifest)} does not have`),
          ),
      );
    }
    if (manifest.kind === 'ServiceMonitor') {
      const { spec } = manifest as unknown as IServiceMonitor;
      const chosen = all.filter(
        ({ kind, metadata }) => kind === 'Service' && selects(spec.selector, metadata.labels ?? {}),
      );
      if (chosen.length === 0) return [finding(manifest, 'selects no service')];
      return chosen.flatMap((service) =>
        spec.endpoints
          .filter(({ port }) => !((service as unknown as IService).spec?.ports ?? []).some(({ name }) => name === port))
          .map(({ port }) => finding(manifest, `scrapes port ${port ?? ''}, which ${nameOf(service)} does not have`)),
      );
    }
    return [];
  });
};
