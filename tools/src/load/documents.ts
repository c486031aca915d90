import { serveFiles } from '../corpus/file-server.js';
import { priceList } from '../corpus/price-list.js';

/** Object storage with so many small documents, no two alike; asked for more, it begins again. */
export async function serveDocuments(count: number): Promise<{ next: () => string; close: () => void }> {
  const files = new Map(
    Array.from({ length: count }, (_, number) => [
      `list-${number}.pdf`,
      priceList({ number, pages: 1, rowsPerPage: 3, language: number % 2 === 0 ? 'en' : 'zh', proseLines: 1 }),
    ]),
  );
  const storage = await serveFiles(files);
  let served = 0;
  return { next: () => storage.url(`list-${served++ % count}.pdf`), close: storage.close };
}
