import { Module } from '@nestjs/common';
import { Idempotency } from './idempotency.js';
import { KeyStore } from './key-store.js';
import { PostgresKeyStore } from './postgres-key-store.js';

@Module({ providers: [Idempotency, { provide: KeyStore, useClass: PostgresKeyStore }], exports: [Idempotency] })
export class IdempotencyModule {}
