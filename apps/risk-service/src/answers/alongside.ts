import type { EntityManager } from 'typeorm';

/** Runs in the transaction that keeps an answer. */
export type Alongside = (manager: EntityManager) => Promise<void>;
