import { Injectable } from '@nestjs/common';
import type { EmbeddingPort } from '@tradewind/upstream';
import { embeddedText } from '../chunk/chunker.js';
import { RagDownstreams } from '../rag-downstreams.js';
import { BatchDatabase } from '../store/batch-database.js';
import { ChunkStore, type OrderedChunk, type StoredChunk } from '../store/chunk-store.js';
import { DocumentStore, type DocumentRow } from '../store/document-store.js';
import { patiently } from '../store/patiently.js';
import type { TaskRun } from '../tasks/task-run.js';
import { EmbedBacklog } from './embed-backlog.js';
import { makeAndWrite } from './make-and-write.js';

const BATCH = 32;
/**
 * One document alone keeps the default `embedding` budget of 20 full, with a few that wait for the next permit; the budget decides how
 * many are really called, and whose.
 */
const FLOW = { makersAtOnce: 24, writersAtOnce: 2, maxUnwritten: 48, perWrite: 4 };
/** Passages read from the database at once; the next ones are read while these are embedded, so that no permit waits for a query. */
const WINDOW = BATCH * 16;

interface Embedded {
  id: string;
  vector: number[];
}

/** Gives every passage of a document its vector. A passage with a vector is done, so the column is the checkpoint. */
@Injectable()
export class EmbedStage {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly database: BatchDatabase,
    private readonly documents: DocumentStore,
    private readonly chunks: ChunkStore,
    private readonly backlog: EmbedBacklog,
    downstreams: RagDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  /**
   * @param atHand the first passages, when they were made just now: they need not be read again before the first call.
   * @throws UpstreamError when embeddings cannot be had now; what was embedded stays.
   */
  async embed(run: TaskRun, document: DocumentRow, atHand: readonly OrderedChunk[] = []): Promise<void> {
    let done =
      atHand.length > 0 ? 0 : await this.database.read((manager) => this.chunks.countEmbedded(manager, document.id));
    let waiting = Math.ceil((document.chunks - done) / BATCH);
    this.backlog.add(waiting);
    try {
      await makeAndWrite(
        this.batches(document.id, atHand),
        FLOW,
        async (batch) => {
          const embedded = await patiently(() => this.embedBatch(document, batch));
          waiting -= 1;
          this.backlog.add(-1);
          return embedded;
        },
        async (results) => {
          const vectors = results.flat();
          done += vectors.length;
          await this.database.writeVectors(async (manager) => {
            await this.documents.hold(manager, document.id);
            await this.chunks.saveVectors(manager, vectors);
            await run.checkpoint(manager, { chunksDone: done });
          });
        },
      );
    } finally {
      this.backlog.add(-waiting);
    }
    await this.database.write((manager) => this.documents.markSearchable(manager, document.id));
  }

  private async embedBatch(document: DocumentRow, batch: readonly StoredChunk[]): Promise<Embedded[]> {
    const { vectors } = await this.embedding.embed(batch.map((chunk) => embeddedText(document.title, chunk)));
    return batch.flatMap(({ id }, index) => {
      const vector = vectors[index];
      return vector ? [{ id, vector }] : [];
    });
  }

  private async *batches(
    documentId: string,
    atHand: readonly OrderedChunk[],
  ): AsyncGenerator<StoredChunk[], void, undefined> {
    const read = (after: number): Promise<readonly OrderedChunk[]> => {
      const window = this.database.read((manager) => this.chunks.unembedded(manager, documentId, after, WINDOW));
      // Whoever awaits it sees a failure; when nobody does any more, there is nobody to tell.
      window.catch(() => undefined);
      return window;
    };
    for (let next = atHand.length > 0 ? Promise.resolve(atHand) : read(-1); ;) {
      const window = await next;
      const end = window.at(-1);
      if (!end) return;
      next = read(end.ordinal);
      for (let from = 0; from < window.length; from += BATCH) yield window.slice(from, from + BATCH);
    }
  }
}
