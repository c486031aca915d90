/** Few enough pages that one answer holds all their products, few enough characters that the model reads them well. */
const MAX_PAGES = 4;
const MAX_CHARACTERS = 12_000;

/** Consecutive pages that are read together; a page that is too long alone stands alone. */
export function pageGroups(pages: readonly { page: number; characters: number }[]): number[][] {
  const groups: number[][] = [];
  let size = 0;
  for (const { page, characters } of pages) {
    const group = groups.at(-1);
    if (group && group.length < MAX_PAGES && size + characters <= MAX_CHARACTERS) {
      group.push(page);
      size += characters;
    } else {
      groups.push([page]);
      size = characters;
    }
  }
  return groups;
}
