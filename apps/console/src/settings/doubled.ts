/** Names that stand there twice: only one of them would be kept. */
export function doubled(names: readonly string[]): Set<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const name of names.map((each) => each.trim()).filter((each) => each !== '')) {
    if (seen.has(name)) twice.add(name);
    seen.add(name);
  }
  return twice;
}
