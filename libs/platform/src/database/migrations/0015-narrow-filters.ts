import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createProductMatching } from './product-matching.js';
import { createProductNeighbours } from './product-neighbours.js';
import { createProductSignatures, dropProductSignatures } from './product-signatures.js';

/** What passes a narrow filter lies together, and nothing is planned for longer than it runs. */
export class NarrowFilters0015 implements MigrationInterface {
  readonly name = 'NarrowFilters1700000000015';

  async up(runner: QueryRunner): Promise<void> {
    await dropProductSignatures(runner);
    await createProductSignatures(runner);
    await runner.query(`ANALYZE product_signatures`);
    await createProductMatching(runner);
    await createProductNeighbours(runner);
  }

  /** The functions and the signatures serve the schema before as they are. */
  down(): Promise<void> {
    return Promise.resolve();
  }
}
