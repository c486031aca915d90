import type { SectionBodies, SectionName } from '@tradewind/contracts';
import { llmPresets, type LlmPreset } from '@tradewind/upstream';
import { fold } from '../words/fold.js';

/** Something that does not fit together, and where. */
export interface SettingsIssue {
  readonly section: SectionName;
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What every section says by itself fits its schema; here is what they have to say about each other. Empty when all is well. */
export function checkSections(sections: SectionBodies): SettingsIssue[] {
  return [...serverIssues(sections), ...routeIssues(sections), ...nameIssues(sections), ...wordIssues(sections)];
}

function serverIssues({ servers }: SectionBodies): SettingsIssue[] {
  return Object.entries(servers).flatMap(([name, { preset, base_url: baseUrl }]) => {
    const known: LlmPreset = llmPresets[preset];
    if (baseUrl !== undefined || known.baseUrl !== undefined) return [];
    return [issue('servers', [name, 'base_url'], `must be given: the preset "${preset}" has no address of its own`)];
  });
}

function routeIssues({ routes, servers }: SectionBodies): SettingsIssue[] {
  const names = Object.keys(servers);
  return Object.entries(routes).flatMap(([model, route]) =>
    route.servers.flatMap((target, index) => {
      const path = [model, 'servers', index, 'server'];
      if (!Object.hasOwn(servers, target.server)) {
        return [issue('routes', path, `must be one of the servers: ${names.join(', ') || 'there are none'}`)];
      }
      const twice = route.servers.findIndex((other) => other.server === target.server) < index;
      return twice ? [issue('routes', path, `names "${target.server}" a second time`)] : [];
    }),
  );
}

function nameIssues({ routes, servers, limits, prices }: SectionBodies): SettingsIssue[] {
  const unpriced = Object.keys(prices.models).filter((model) => !Object.hasOwn(routes, model));
  const unlimited = Object.keys(limits.servers).filter((server) => !Object.hasOwn(servers, server));
  return [
    ...unpriced.map((model) => issue('prices', ['models', model], 'is not a model of the routes')),
    ...unlimited.map((server) => issue('limits', ['servers', server], 'is not one of the servers')),
  ];
}

function wordIssues({ words: { words } }: SectionBodies): SettingsIssue[] {
  const seen = new Map<string, number>();
  return words.flatMap(({ pattern, applies_to: appliesTo }, index) => {
    const path = ['words', index, 'pattern'];
    const folded = fold(pattern).join();
    if (folded === '') return [issue('words', path, 'has no character that can be looked for')];
    const directions = appliesTo === 'both' ? ['input', 'output'] : [appliesTo];
    const names = directions.map((direction) => `${direction} ${folded}`);
    const first = names.map((name) => seen.get(name)).find((entry) => entry !== undefined);
    if (first !== undefined) return [issue('words', path, `is the same word as entry ${String(first)}`)];
    for (const name of names) seen.set(name, index);
    return [];
  });
}

function issue(section: SectionName, path: readonly (string | number)[], message: string): SettingsIssue {
  return { section, path, message };
}
