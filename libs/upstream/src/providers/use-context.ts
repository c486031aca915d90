import type { Pipeline } from '../core/index.js';
import type { HttpServer } from '../transport/http-server.js';

/** What an adapter is built from: the pipeline of its use, and the server behind it. */
export interface UseContext {
  pipeline: Pipeline;
  server: HttpServer;
  /** Name of the configured provider, for messages. */
  provider: string;
  model: string | undefined;
  dimensions: number | undefined;
}
