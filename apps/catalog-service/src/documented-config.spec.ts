import { describe, expect, it } from '@jest/globals';
import { undocumentedVariables } from '@tradewind/platform/testing';
import { DownstreamsEnv } from './downstreams/downstreams.config.js';
import { RagEnv } from './omni-rag/rag.config.js';

describe('docs/configuration.md', () => {
  it('names every variable of the catalogue service, with its default', () => {
    // The page gives the defaults that the names of models have in the risk service.
    expect(undocumentedVariables(DownstreamsEnv, ['LLM_MODEL', 'EMBEDDING_MODEL', 'RERANK_MODEL'])).toEqual([]);
    expect(undocumentedVariables(RagEnv, ['RAG_TEMP_DIR'])).toEqual([]);
  });
});
