import { Injectable } from '@nestjs/common';
import type { EmbeddingPort } from '@tradewind/upstream';
import { embeddedText } from '../chunk/chunker.js';
import { forEachBounded } from '../pipeline/for-each-bounded.js';
import { BatchDatabase } from '../store/batch-database.js';
import { ChunkStore, type StoredChunk } from '../store/chunk-store.js';
import { DocumentStore, type DocumentRow } from '../store/document-store.js';
import { patiently } from '../store/patiently.js';
import type { TaskRun } from '../tasks/task-run.js';
import { RagDownstreams } from '../rag-downstreams.js';

const BATCH = 32;
/** Batches of one document under way at once; the budget decides how many of them are really called. */
const BATCHES_AT_ONCE = 8;
/** Passages held in memory at once. */
const WINDOW = BATCH * BATCHES_AT_ONCE * 2;

/** Gives every passage of a document its vector. A passage with a vector is done, so the column is the checkpoint. */
@Injectable()
export class EmbedStage {
  private readonly embedding: EmbeddingPort;

  constructor(
    private readonly database: BatchDatabase,
    private readonly documents: DocumentStore,
    private readonly chunks: ChunkStore,
    downstreams: RagDownstreams,
  ) {
    this.embedding = downstreams.embedding;
  }

  /** @throws UpstreamError when embeddings cannot be had now; what was embedded stays. */
  async embed(run: TaskRun, document: DocumentRow): Promise<void> {
    let done = await this.database.read((manager) => this.chunks.countEmbedded(manager, document.id));
    let last = -1;
    for (;;) {
      const window = await this.database.read((manager) => this.chunks.unembedded(manager, document.id, last, WINDOW));
      const end = window.at(-1);
      if (!end) break;
      last = end.ordinal;
      await forEachBounded(batchesOf(window), BATCHES_AT_ONCE, async (batch) => {
        const texts = batch.map((chunk) => embeddedText(document.title, chunk));
        const { vectors } = await patiently(() => this.embedding.embed(texts));
        done += batch.length;
        await this.database.write(async (manager) => {
          await this.documents.hold(manager, document.id);
          await this.chunks.saveVectors(manager, withVectors(batch, vectors));
          await run.checkpoint(manager, { chunksDone: done });
        });
      });
    }
    await this.database.write((manager) => this.documents.markSearchable(manager, document.id));
  }
}

function batchesOf(chunks: readonly StoredChunk[]): StoredChunk[][] {
  return Array.from({ length: Math.ceil(chunks.length / BATCH) }, (_, index) =>
    chunks.slice(index * BATCH, (index + 1) * BATCH),
  );
}

function withVectors(batch: readonly StoredChunk[], vectors: readonly number[][]): { id: string; vector: number[] }[] {
  return batch.flatMap(({ id }, index) => {
    const vector = vectors[index];
    return vector ? [{ id, vector }] : [];
  });
}
