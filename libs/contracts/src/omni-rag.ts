import { z } from 'zod';
import { Degraded, listOf, ListQuery, Timestamp } from './common.js';
import { Product } from './deal-brain/index.js';

/** Where the end of a task is told. The secret stays inside: it is never shown again. */
export const WebhookTarget = z
  .object({
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL' })
      .max(2048)
      .meta({ description: 'Receives a signed POST when the task has ended; answer 2xx within 10 s' }),
    secret: z
      .string()
      .regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 visible ASCII characters without spaces')
      .meta({
        description: 'Key of the HMAC; "whsec_" and base64 as in Standard Webhooks, or any text, used as it is',
      }),
  })
  .meta({ id: 'WebhookTarget', examples: [{ url: 'https://erp.example.com/hooks', secret: 'a-long-random-secret' }] });
export type WebhookTarget = z.infer<typeof WebhookTarget>;

export const IngestRequest = z
  .object({
    url: z
      .url({ protocol: /^https?$/, error: 'must be an http(s) URL of a PDF in object storage' })
      .max(4096)
      .meta({ description: 'Link to a PDF in object storage; pre-signed links work' }),
    title: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'must not contain control characters')
      .optional()
      .meta({ description: "Shown instead of the document's own title" }),
    webhook: WebhookTarget.optional().meta({ description: 'Tell this address when the task has ended' }),
  })
  .meta({ id: 'IngestRequest', examples: [{ url: 'http://127.0.0.1:4010/oss/catalogue-en.pdf' }] });
export type IngestRequest = z.infer<typeof IngestRequest>;

export const TaskStatus = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']).meta({ id: 'TaskStatus' });
export type TaskStatus = z.infer<typeof TaskStatus>;

export const TaskStage = z
  .enum(['queued', 'fetching', 'parsing', 'extracting', 'embedding', 'indexing', 'done'])
  .meta({ id: 'TaskStage' });
export type TaskStage = z.infer<typeof TaskStage>;

export const TaskAccepted = z.object({ task_id: z.string(), status: TaskStatus }).meta({ id: 'TaskAccepted' });
export type TaskAccepted = z.infer<typeof TaskAccepted>;

export const TaskProgress = z
  .object({
    stage: TaskStage,
    pages_total: z.int().nullable(),
    pages_done: z.int(),
    chunks_total: z.int().nullable(),
    chunks_done: z.int(),
    percent: z.number().min(0).max(100),
  })
  .meta({ id: 'TaskProgress' });
export type TaskProgress = z.infer<typeof TaskProgress>;

/** Why a task can fail: a closed list, explained in docs/omni-rag.md. */
export const TaskFailureCode = z
  .enum([
    'document.encrypted',
    'document.corrupt',
    'document.too_large',
    'document.too_many_pages',
    'document.too_complex',
    'document.not_pdf',
    'document.no_text',
    'document.deleted',
    'source.forbidden_host',
    'source.forbidden_address',
    'source.invalid_url',
    'source.denied',
    'source.not_found',
    'source.unreachable',
    'source.timeout',
    'upstream.unavailable',
    'upstream.rejected',
    'task.timeout',
    'task.crashed',
    'task.cancelled',
    'task.internal_error',
  ])
  .meta({ id: 'TaskFailureCode' });
export type TaskFailureCode = z.infer<typeof TaskFailureCode>;

export const TaskFailure = z
  .object({
    code: TaskFailureCode,
    message: z.string().meta({ description: 'Words a person understands' }),
    retryable: z.boolean(),
  })
  .meta({ id: 'TaskFailure' });
export type TaskFailure = z.infer<typeof TaskFailure>;

export const Task = z
  .object({
    task_id: z.string(),
    kind: z.literal('rag.ingest'),
    status: TaskStatus,
    source: z.string().meta({ description: 'The posted link without its query string' }),
    progress: TaskProgress,
    result: z
      .object({
        document_id: z.string(),
        pages: z.int(),
        chunks: z.int(),
        products: z.int(),
        pages_without_text: z.array(z.int()).meta({
          description: 'Pages, counted from 1, that show something but no text that could be read; the first 100',
        }),
        dropped_claims: z.int().meta({
          description:
            'Article numbers and prices the language model gave that do not stand on the page it named; left out',
        }),
        duplicate: z.boolean().meta({ description: 'The same content had been ingested before; nothing was added' }),
      })
      .nullable(),
    failure: TaskFailure.nullable(),
    degraded: Degraded,
    attempts: z.int(),
    created_at: Timestamp,
    started_at: Timestamp.nullable(),
    finished_at: Timestamp.nullable(),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;
export const TaskList = listOf(Task, 'TaskList');

/** `status=failed&status=cancelled` or `status=failed,cancelled`. */
const statuses = z.preprocess(
  (given) => (given === undefined ? undefined : [given].flat().flatMap((each) => String(each).split(','))),
  z.array(TaskStatus).min(1).max(TaskStatus.options.length).optional(),
);

export const TaskListQuery = ListQuery.extend({
  status: statuses.meta({ description: 'Only tasks in one of these states' }),
  document_id: z.string().max(64).optional().meta({ description: 'Only tasks that read in this document' }),
  created_after: Timestamp.optional(),
  created_before: Timestamp.optional(),
});
export type TaskListQuery = z.infer<typeof TaskListQuery>;

/** Body of a webhook: `POST` with `webhook-id`, `webhook-timestamp` and `webhook-signature` (see docs/omni-rag.md). */
export const TaskWebhook = z
  .object({
    type: z.enum(['task.succeeded', 'task.failed', 'task.cancelled']),
    timestamp: Timestamp.meta({ description: 'When the task ended' }),
    data: Task,
  })
  .meta({ id: 'TaskWebhook' });
export type TaskWebhook = z.infer<typeof TaskWebhook>;

export const Document = z
  .object({
    document_id: z.string(),
    title: z.string(),
    source: z.string(),
    pages: z.int(),
    chunks: z.int(),
    products: z.int(),
    created_at: Timestamp,
  })
  .meta({ id: 'Document' });
export type Document = z.infer<typeof Document>;
export const DocumentList = listOf(Document, 'DocumentList');

export const RagQueryRequest = z
  .object({
    query: z.string().trim().min(1).max(2000),
    limit: z.int().min(1).max(20).default(5),
    answer: z.boolean().default(false).meta({ description: 'Also write an answer that cites the passages' }),
    document_ids: z.array(z.string().max(64)).max(100).optional(),
  })
  .meta({ id: 'RagQueryRequest', examples: [{ query: 'vacuum flask minimum order quantity', answer: true }] });
export type RagQueryRequest = z.infer<typeof RagQueryRequest>;

export const Passage = z
  .object({
    passage_id: z.string(),
    document_id: z.string(),
    document_title: z.string(),
    page: z.int().meta({ description: '1-based' }),
    heading: z.string().nullable(),
    text: z.string(),
    score: z.number(),
  })
  .meta({ id: 'Passage' });
export type Passage = z.infer<typeof Passage>;

/** A passage of a document as it is stored, without a score. */
export const StoredPassage = Passage.omit({ score: true, document_title: true })
  .extend({ tokens: z.int() })
  .meta({ id: 'StoredPassage' });
export type StoredPassage = z.infer<typeof StoredPassage>;
export const StoredPassageList = listOf(StoredPassage, 'StoredPassageList');
export const DocumentProductList = listOf(Product, 'DocumentProductList');

const citations = z.array(z.string()).meta({ description: 'passage ids' });

/** An answer made of sentences each of which says on which passages it rests. */
export const RagAnswer = z
  .object({
    text: z.string(),
    citations: citations,
    sentences: z.array(z.object({ text: z.string(), citations: citations })),
    dropped_sentences: z.int().min(0).meta({
      description:
        'Sentences left out because they cited nothing, a passage they were not given, or figures it does not hold',
    }),
  })
  .meta({ id: 'RagAnswer' });
export type RagAnswer = z.infer<typeof RagAnswer>;

export const RagQueryResponse = z
  .object({
    passages: z.array(Passage),
    answer: RagAnswer.nullable(),
    degraded: Degraded,
  })
  .meta({ id: 'RagQueryResponse' });
export type RagQueryResponse = z.infer<typeof RagQueryResponse>;
