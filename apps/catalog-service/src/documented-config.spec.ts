import { describe, expect, it } from '@jest/globals';
import { undocumentedVariables } from '@tradewind/platform/testing';
import { DownstreamsEnv } from './downstreams/downstreams.config.js';
import { RagEnv } from './omni-rag/rag.config.js';

describe('docs/configuration.md', () => {
  it('names every variable of the catalogue service, with its default', () => {
    expect(undocumentedVariables(DownstreamsEnv)).toEqual([]);
    expect(undocumentedVariables(RagEnv, ['RAG_TEMP_DIR'])).toEqual([]);
  });
});
