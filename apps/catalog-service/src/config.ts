import { parseEnv } from '@tradewind/platform';
import { DownstreamsEnv } from './downstreams/downstreams.config.js';
import { RagEnv } from './omni-rag/rag.config.js';

/** All that the modules of the HTTP process and of the worker read from the environment. */
export const catalogConfig: readonly (() => unknown)[] = [() => parseEnv(DownstreamsEnv), () => parseEnv(RagEnv)];
