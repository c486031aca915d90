import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createMatchProducts, createProductConditions } from './product-matching.js';
import { createProductNeighbours } from './product-neighbours.js';
import { createProductSignatures, dropProductSignatures } from './product-signatures.js';

/** The bigger a catalogue, the more a search was slowed down by rows it only looked at: signatures for vectors, terms for filters. */
export class SearchAtScale0014 implements MigrationInterface {
  readonly name = 'SearchAtScale1700000000014';

  async up(runner: QueryRunner): Promise<void> {
    await createProductSignatures(runner);
    // A narrow filter is now read from the signatures.
    for (const index of ['category', 'brand', 'origin', 'price', 'document'])
      await runner.query(`DROP INDEX IF EXISTS product_vectors_${index}`);
    // Every search reads the whole list of what writers have not sorted in yet: four megabytes of it cost a search three milliseconds.
    await runner.query(`ALTER INDEX products_terms SET (gin_pending_list_limit = 256)`);
    await runner.query(
      `DROP FUNCTION IF EXISTS match_products(tsquery, integer, tsquery[], tsquery[], tsquery[], double precision[], double precision, jsonb, integer)`,
    );
    await runner.query(`DROP FUNCTION IF EXISTS nearest_products(halfvec, jsonb, integer, integer, integer, integer)`);
    await createProductConditions(runner);
    await createMatchProducts(runner);
    await createProductNeighbours(runner);
  }

  /** The functions stay as they are: the way back leads on to the schema before 0010, which drops them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER INDEX products_terms RESET (gin_pending_list_limit)`);
    await dropProductSignatures(runner);
  }
}
