import { isRecord, type Manifest } from './manifest.js';

/** Every expression of the dashboards that ConfigMaps with the label `grafana_dashboard` carry. @throws when one is no JSON */
export function dashboardExpressions(all: readonly Manifest[]): { manifest: Manifest; expr: string }[] {
  return all
    .filter(({ kind, metadata }) => kind === 'ConfigMap' && metadata.labels?.['grafana_dashboard'] !== undefined)
    .flatMap((manifest) =>
      Object.values(manifest.data ?? {}).flatMap((json) =>
        expressionsIn(JSON.parse(json)).map((expr) => ({ manifest, expr })),
      ),
    );
}

function expressionsIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(expressionsIn);
  if (!isRecord(part)) return [];
  return Object.entries(part).flatMap(([key, value]) =>
    key === 'expr' && typeof value === 'string' ? [value.replaceAll(/\$\w+/g, '5m')] : expressionsIn(value),
  );
}
