import type { MigrationInterface } from 'typeorm';
import { Platform0001 } from './0001-platform.js';
import { OmniRag0002 } from './0002-omni-rag.js';
import { DealBrain0003 } from './0003-deal-brain.js';
import { Risk0004 } from './0004-risk.js';
import { Gateway0005 } from './0005-gateway.js';
import { Settings0006 } from './0006-settings.js';
import { Usage0007 } from './0007-usage.js';
import { OmniRagDocuments0008 } from './0008-omni-rag-documents.js';
import { OmniRagTasks0009 } from './0009-omni-rag-tasks.js';
import { ProductRetrieval0010 } from './0010-product-retrieval.js';
import { DealBrainTuning0011 } from './0011-deal-brain-tuning.js';
import { RiskRunsAndWatchlist0012 } from './0012-risk-runs-and-watchlist.js';
import { TaskTraces0013 } from './0013-task-traces.js';
import { SearchAtScale0014 } from './0014-search-at-scale.js';
import { NarrowFilters0015 } from './0015-narrow-filters.js';

/**
 * Every migration of the product in the order in which they run. One set for the whole database, because the services meet in it.
 * Add yours as `NNNN-<feature>.ts` and at the end of this list; its `name` ends in 13 digits, which TypeORM sorts by.
 */
export const migrations: readonly (new () => MigrationInterface)[] = [
  Platform0001,
  OmniRag0002,
  DealBrain0003,
  Risk0004,
  Gateway0005,
  Settings0006,
  Usage0007,
  OmniRagDocuments0008,
  OmniRagTasks0009,
  ProductRetrieval0010,
  DealBrainTuning0011,
  RiskRunsAndWatchlist0012,
  TaskTraces0013,
  SearchAtScale0014,
  NarrowFilters0015,
];
