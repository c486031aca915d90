import { Inject, Injectable } from '@nestjs/common';
import type { AuditEntry } from '@tradewind/contracts';
import {
  audit,
  changed,
  conflict,
  Database,
  isUniqueViolation,
  PLATFORM_CONFIG,
  type Actor,
  type PlatformConfig,
} from '@tradewind/platform';
import type { EntityManager } from 'typeorm';

/** What a write of a tenant, an app or a key did. */
export interface Written<T> {
  readonly action: AuditEntry['action'];
  readonly resource: string;
  readonly before: unknown;
  /** Without what is secret. */
  readonly after: unknown;
  readonly answer: T;
}

/** Writes tenants, apps and keys: each write is written down, and every replica is told. */
@Injectable()
export class AccessWriter {
  private readonly announce: boolean;

  constructor(
    private readonly database: Database,
    @Inject(PLATFORM_CONFIG) { DATABASE_KIND: kind }: PlatformConfig,
  ) {
    this.announce = kind === 'postgres';
  }

  /** @throws AppError 409 `name.taken`, and what `work` throws */
  async write<T>(actor: Actor, work: (manager: EntityManager) => Promise<Written<T>>): Promise<T> {
    try {
      return await this.database.system(async (manager) => {
        const { answer, ...write } = await work(manager);
        await audit(manager, actor, write);
        await changed(manager, 'access', this.announce);
        return answer;
      });
    } catch (error) {
      if (isUniqueViolation(error)) throw conflict('name.taken', 'There is already one of this name. Choose another.');
      throw error;
    }
  }
}
