/**
 * The names of what spans say. HTTP's are stable; those of generative AI still change (semantic conventions 1.37 at the time of
 * writing), which is why they stand here and nowhere else.
 */
export const attributes = {
  httpMethod: 'http.request.method',
  httpRoute: 'http.route',
  httpStatus: 'http.response.status_code',
  errorType: 'error.type',
  genAiOperation: 'gen_ai.operation.name',
  genAiProvider: 'gen_ai.provider.name',
  genAiModel: 'gen_ai.request.model',
  genAiInputTokens: 'gen_ai.usage.input_tokens',
  genAiOutputTokens: 'gen_ai.usage.output_tokens',
  /** Ours. */
  requestId: 'tradewind.request_id',
  tenantId: 'tradewind.tenant_id',
  taskId: 'tradewind.task_id',
  use: 'tradewind.upstream.use',
  server: 'tradewind.upstream.server',
  outcome: 'tradewind.upstream.outcome',
  attempt: 'tradewind.upstream.attempt',
  attempts: 'tradewind.upstream.attempts',
} as const;

const OPERATIONS: readonly (readonly [suffix: string, operation: string])[] = [
  ['.llm', 'chat'],
  ['.embedding', 'embeddings'],
];

/** The operation of a use, by the name uses have in this product; undefined for what is no model. */
export function genAiOperationOf(use: string): string | undefined {
  return OPERATIONS.find(([suffix]) => use.endsWith(suffix))?.[1];
}
