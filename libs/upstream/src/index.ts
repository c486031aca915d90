// Scope, deadline, errors, budgets: plain TypeScript, also at `@tradewind/upstream/core`.
export * from './core/index.js';

// Ports and what they carry
export type {
  EmbeddingPort,
  EmbeddingResult,
  LlmMessage,
  LlmPort,
  LlmRequest,
  LlmResult,
  LlmStream,
  RerankPort,
  RerankRequest,
  SearchHit,
  SearchPort,
  SearchRequest,
} from './providers/ports.js';

// Providers
export type {
  PresetName,
  ProviderKind,
  ProviderOptions,
  ServerOptions,
  UseOptions,
} from './providers/provider-options.js';
export {
  embeddingPresets,
  type EmbeddingPreset,
  type EmbeddingPresetName,
} from './providers/embedding/embedding-presets.js';
export { llmPresets, type LlmPreset, type LlmPresetName } from './providers/llm/llm-presets.js';
export { rerankPresets, type RerankPreset, type RerankPresetName } from './providers/rerank/rerank-presets.js';
export { searchPresets, type SearchPreset, type SearchPresetName } from './providers/search/search-presets.js';
export { Provider } from './providers/provider.js';
export { estimateMessageTokens, estimateTokens } from './providers/estimate-tokens.js';
export { SseParser, type SseEvent } from './providers/sse/sse-parser.js';

// Pass-through
export { Backend, type BackendRequest, type ForwardRequest } from './providers/backend/backend.js';
export type { BackendOptions } from './providers/backend/backend-options.js';
export type { Forwarded } from './providers/backend/forwarded.js';
export type { AnswerReader, Decoded } from './transport/exchange.js';

// Transport
export { HttpServer, type HttpServerOptions } from './transport/http-server.js';
export type { ByteBody } from './transport/byte-body.js';
export type { PoolSnapshot } from './transport/provider-pool.js';
export { parseRetryAfterMs } from './transport/retry-after.js';

// Cluster
export type { ClusterOptions } from './cluster/cluster-options.js';

// NestJS
export { UpstreamModule } from './nest/upstream.module.js';
export { createUpstream } from './nest/create-upstream.js';
export { Upstream, type BudgetBounds, type UpstreamDependencies } from './nest/upstream.js';
export type { UpstreamOptions } from './nest/upstream-options.js';
export type {
  BackendSnapshot,
  GuardedServerSnapshot,
  ProviderSnapshot,
  UpstreamSnapshot,
} from './nest/upstream-snapshot.js';
export { Admit } from './nest/admission/admit.js';
export { AdmissionGuard } from './nest/admission/admission.guard.js';
export { AdmissionInterceptor } from './nest/admission/admission.interceptor.js';
export { DeadlineMs } from './nest/deadline/deadline-ms.js';
export { bindDeadline } from './nest/deadline/route-deadline.js';
export { DeadlineInterceptor } from './nest/deadline/deadline.interceptor.js';
export { DegradationInterceptor } from './nest/degradation/degradation.interceptor.js';
export { createHttpService, UpstreamHttpModule } from './nest/http/upstream-http.module.js';
export { AnswerMetrics } from './nest/metrics/answer-metrics.js';
export type { AnswerResult } from './nest/metrics/answer-result.js';
export { MetricsInterceptor } from './nest/metrics/metrics.interceptor.js';
export { resultOfAnswer, resultOfError } from './nest/metrics/answer-result.js';
export { MetricsObserver } from './nest/metrics/metrics-observer.js';
export { TalliedHistogram } from './nest/metrics/tallied-histogram.js';
export { UpstreamErrorFilter } from './nest/problem/upstream-error.filter.js';
export { upstreamProblem, type UpstreamProblem } from './nest/problem/upstream-problem.js';
export { UsageInterceptor } from './nest/usage/usage.interceptor.js';
export { writeUsage } from './nest/usage/usage-headers.js';
