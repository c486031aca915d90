import {
  SETTINGS_SECTION_INPUTS,
  type SectionBodies,
  type SectionName,
  type ServersSectionInput,
  type ServerSetting,
} from '@tradewind/contracts';
import { invalidRequest } from '@tradewind/platform';
import { fieldsOf } from './issues.js';

type Inputs = Omit<SectionBodies, 'servers'> & { servers: ServersSectionInput };

/** Reads a body as what its section is. @throws AppError 400 `request.invalid` naming the fields */
export function readInput<S extends SectionName>(section: S, body: unknown): Inputs[S] {
  const parsed = SETTINGS_SECTION_INPUTS[section].safeParse(body);
  if (!parsed.success) throw invalidRequest(fieldsOf(parsed.error.issues));
  return parsed.data as Inputs[S];
}

/** A key that came in and has to be sealed before anything is written. */
export interface NewServerKey {
  readonly server: string;
  readonly value: string;
}

/** The keys themselves that servers were given. */
export function newKeys(servers: ServersSectionInput): NewServerKey[] {
  return Object.entries(servers).flatMap(([server, { api_key: key }]) =>
    key !== undefined && 'value' in key ? [{ server, value: key.value }] : [],
  );
}

/** The servers with ids where there were keys. */
export function withSealedKeys(
  servers: ServersSectionInput,
  sealed: ReadonlyMap<string, string>,
): SectionBodies['servers'] {
  return Object.fromEntries(
    Object.entries(servers).map(([name, { api_key: key, ...server }]): [string, ServerSetting] => {
      if (key === undefined) return [name, server];
      if (!('value' in key)) return [name, { ...server, api_key: key }];
      const id = sealed.get(name);
      if (id === undefined) throw new Error(`The key of "${name}" was not sealed.`);
      return [name, { ...server, api_key: { sealed: id } }];
    }),
  );
}
