import { Module } from '@nestjs/common';
import { KeyStore } from '../idempotency/key-store.js';
import { PostgresKeyStore } from '../idempotency/postgres-key-store.js';
import { PostgresRunStore } from './postgres-run-store.js';
import { RunStore } from './run-store.js';
import { Runs } from './runs.js';

@Module({
  providers: [
    Runs,
    { provide: KeyStore, useClass: PostgresKeyStore },
    { provide: RunStore, useClass: PostgresRunStore },
  ],
  exports: [Runs],
})
export class RunsModule {}
