import type {
  RouteSetting,
  RoutesSection,
  ServerPreset,
  ServerSettingInput,
  ServersSection,
} from '@tradewind/contracts';

/** How a server's key is known: not at all, by the name of a variable, kept sealed by the services, or typed just now. */
export type KeyKind = 'none' | 'variable' | 'sealed' | 'value';

export interface ServerRow {
  id: number;
  name: string;
  preset: ServerPreset;
  baseUrl: string;
  keyKind: KeyKind;
  /** The variable's name or the key itself, as {@link keyKind} says. */
  keyText: string;
  /** Id of a key that is kept sealed; it never comes back in words. */
  sealed: string | undefined;
}
export interface ServersDraft {
  rows: ServerRow[];
}

let ids = 0;
const nextId = (): number => (ids += 1);

export function newServer(): ServerRow {
  return {
    id: nextId(),
    name: '',
    preset: 'openai-compatible',
    baseUrl: '',
    keyKind: 'value',
    keyText: '',
    sealed: undefined,
  };
}

export function serversDraft(body: ServersSection): ServersDraft {
  const rows = Object.entries(body).map(([name, { preset, base_url, api_key }]): ServerRow => {
    const variable = api_key !== undefined && 'variable' in api_key ? api_key.variable : undefined;
    const sealed = api_key !== undefined && 'sealed' in api_key ? api_key.sealed : undefined;
    return {
      id: nextId(),
      name,
      preset,
      baseUrl: base_url ?? '',
      keyKind: sealed !== undefined ? 'sealed' : variable !== undefined ? 'variable' : 'none',
      keyText: variable ?? '',
      sealed,
    };
  });
  return { rows };
}

export function serversBody({ rows }: ServersDraft): Record<string, ServerSettingInput> {
  const named = rows.filter(({ name }) => name.trim() !== '');
  return Object.fromEntries(
    named.map((row) => [
      row.name.trim(),
      {
        preset: row.preset,
        ...(row.baseUrl.trim() !== '' && { base_url: row.baseUrl.trim() }),
        ...keyOf(row),
      },
    ]),
  );
}

function keyOf({ keyKind, keyText, sealed }: ServerRow): Pick<ServerSettingInput, 'api_key'> {
  if (keyKind === 'sealed' && sealed !== undefined) return { api_key: { sealed } };
  if (keyKind === 'variable') return { api_key: { variable: keyText.trim() } };
  return keyKind === 'value' && keyText !== '' ? { api_key: { value: keyText } } : {};
}

export interface TargetRow {
  id: number;
  server: string;
  model: string;
  weight: number | null;
}
export interface RouteRow {
  id: number;
  model: string;
  kind: RouteSetting['kind'];
  targets: TargetRow[];
}
export interface RoutesDraft {
  rows: RouteRow[];
}

export const newTarget = (server = '', model = '', weight: number | null = 1): TargetRow => ({
  id: nextId(),
  server,
  model,
  weight,
});
export const newRoute = (): RouteRow => ({ id: nextId(), model: '', kind: 'chat', targets: [newTarget()] });

export function routesDraft(body: RoutesSection): RoutesDraft {
  const rows = Object.entries(body).map(([model, { kind, servers }]) => ({
    id: nextId(),
    model,
    kind,
    targets: servers.map((target) => newTarget(target.server, target.model, target.weight)),
  }));
  return { rows };
}

export function routesBody({ rows }: RoutesDraft): RoutesSection {
  const named = rows.filter(({ model }) => model.trim() !== '');
  return Object.fromEntries(
    named.map(({ model, kind, targets }) => [
      model.trim(),
      {
        kind,
        servers: targets.map((target) => ({
          server: target.server,
          model: target.model.trim(),
          weight: target.weight ?? 1,
        })),
      },
    ]),
  );
}

/** What share of first attempts a target gets, in percent; undefined when it is only a fallback. */
export function shareOf(target: TargetRow, targets: readonly TargetRow[]): number | undefined {
  const sum = targets.reduce((total, { weight }) => total + (weight ?? 1), 0);
  const weight = target.weight ?? 1;
  return weight === 0 || sum === 0 ? undefined : Math.round((weight / sum) * 100);
}
