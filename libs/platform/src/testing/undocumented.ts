import { readFileSync } from 'node:fs';
import type { z } from 'zod';

const PAGE = new URL('../../../../docs/configuration.md', import.meta.url);

/**
 * The variables of a schema that `docs/configuration.md` does not name with the default they have, for the test that keeps the page true.
 * A default that depends on the machine is left to the page's words.
 */
export function undocumentedVariables(schema: z.ZodObject, machineDependent: readonly string[] = []): string[] {
  const page = readFileSync(PAGE, 'utf8');
  return Object.entries(schema.shape)
    .filter(([name, variable]) => {
      const cells = rowOf(name, page);
      return cells === undefined || !(machineDependent.includes(name) || cells.includes(defaultOf(variable)));
    })
    .map(([name]) => name);
}

/** The cells of its row: its own, or that of its budget, which has a row for all four. */
function rowOf(name: string, page: string): string[] | undefined {
  if (name.endsWith('_FLEET_LIMIT')) return ['–'];
  const budget = name.replace(/(LIMIT|MAX_WAITING|MAX_WAIT_MS)$/, '…');
  const row = page.split('\n').find((line) => line.startsWith(`| \`${name}\``) || line.startsWith(`| \`${budget}\``));
  return row?.split('|').map((cell) => cell.trim().replaceAll('\\', ''));
}

/** As the page writes it: large numbers in threes, `–` for none. */
function defaultOf(variable: z.ZodType): string {
  const { success, data } = variable.safeParse(undefined);
  if (!success) return 'required';
  if (data === undefined) return '–';
  if (typeof data === 'number') return data.toLocaleString('en');
  if (Array.isArray(data)) return data.length === 0 ? '–' : data.map(String).join(',');
  return typeof data === 'object' ? '–' : String(data);
}
