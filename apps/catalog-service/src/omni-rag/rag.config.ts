import { tmpdir } from 'node:os';
import { flag, wholeNumber, wordList } from '@tradewind/platform';
import { z } from 'zod';

const MINUTE_MS = 60_000;

/** What omniRAG reads from its environment. Durations are milliseconds, sizes bytes unless the name says otherwise. */
export const RagEnv = z.object({
  /** Hosts documents may be fetched from: `bucket.oss-cn-hangzhou.aliyuncs.com`, `*.aliyuncs.com`, or `*` for any public host. */
  RAG_ALLOWED_HOSTS: wordList().default(['*']),
  /** Lets links lead to private and loopback addresses. For development; link-local and metadata addresses stay refused. */
  RAG_ALLOW_PRIVATE_ADDRESSES: flag().default(false),
  RAG_MAX_DOCUMENT_BYTES: wholeNumber({ min: 1_024, max: 1_073_741_824 }).default(104_857_600),
  RAG_FETCH_TIMEOUT_MS: wholeNumber({ min: 100, max: 10 * MINUTE_MS }).default(MINUTE_MS),
  RAG_MAX_PAGES: wholeNumber({ min: 1, max: 100_000 }).default(5_000),
  /** Tasks that may wait in all, and of one tenant. Running ones do not count. */
  RAG_MAX_WAITING: wholeNumber({ min: 1, max: 100_000 }).default(1_000),
  RAG_MAX_WAITING_PER_TENANT: wholeNumber({ min: 1, max: 100_000 }).default(900),
  /** Documents one worker process works on at once. */
  RAG_WORKER_CONCURRENCY: wholeNumber({ min: 1, max: 64 }).default(8),
  RAG_PARSER_MAX_RSS_MB: wholeNumber({ min: 128, max: 16_384 }).default(768),
  /** Documents after which a parser process is replaced by a fresh one. */
  RAG_PARSER_MAX_DOCUMENTS: wholeNumber({ min: 1, max: 10_000 }).default(50),
  /** How long a document waits for a parser process before another one is started, within `OMNI_RAG_PARSER_LIMIT`. */
  RAG_PARSER_PATIENCE_MS: wholeNumber({ min: 0, max: 10 * MINUTE_MS }).default(5_000),
  /** Time for one batch of pages in the parser, and for all batches of one document; waiting and OCR do not count. */
  RAG_PARSE_BATCH_TIMEOUT_MS: wholeNumber({ min: 100, max: 10 * MINUTE_MS }).default(30_000),
  RAG_PARSE_TIMEOUT_MS: wholeNumber({ min: 100, max: 60 * MINUTE_MS }).default(5 * MINUTE_MS),
  /** Whether pages without text are recognised, where the optional package @gutenye/ocr-node is installed. */
  RAG_OCR: flag().default(true),
  RAG_OCR_MAX_RSS_MB: wholeNumber({ min: 256, max: 16_384 }).default(2_048),
  /** Time for one page, loading the models included. */
  RAG_OCR_PAGE_TIMEOUT_MS: wholeNumber({ min: 1_000, max: 10 * MINUTE_MS }).default(2 * MINUTE_MS),
  /** Time one run of a task may take; waiting for an upstream to recover between runs does not count. */
  RAG_TASK_TIMEOUT_MS: wholeNumber({ min: 1_000, max: 1_440 * MINUTE_MS }).default(30 * MINUTE_MS),
  /** A task older than this is given up when it meets the next obstacle. */
  RAG_TASK_MAX_AGE_MS: wholeNumber({ min: 1_000, max: 10_080 * MINUTE_MS }).default(1_440 * MINUTE_MS),
  /** How often product extraction may meet a failing language model before the document goes without. */
  RAG_EXTRACTION_MAX_FAILURES: wholeNumber({ min: 1, max: 100 }).default(4),
  RAG_HEARTBEAT_MS: wholeNumber({ min: 100, max: MINUTE_MS }).default(1_000),
  /** A running task whose heartbeat is older is taken over by another worker. */
  RAG_LEASE_MS: wholeNumber({ min: 1_000, max: 10 * MINUTE_MS }).default(10_000),
  RAG_RECONCILE_MS: wholeNumber({ min: 100, max: 10 * MINUTE_MS }).default(5_000),
  RAG_TEMP_DIR: z.string().min(1).default(tmpdir()),
});
export type RagConfig = z.infer<typeof RagEnv>;

/** Injection token of the parsed {@link RagConfig}. */
export const RAG_CONFIG = Symbol('RagConfig');
