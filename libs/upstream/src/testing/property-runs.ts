/**
 * How many random programs a property test runs: `normal` in every `npm test`, or as many as the environment variable
 * `PROPERTY_RUNS` says for a long search (e.g. 100000).
 */
export function propertyRuns(normal: number): number {
  const wanted = Number(process.env['PROPERTY_RUNS'] ?? normal);
  return Number.isSafeInteger(wanted) && wanted > 0 ? wanted : normal;
}
