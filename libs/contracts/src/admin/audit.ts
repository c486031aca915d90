import { z } from 'zod';
import { ListQuery, listOf, Timestamp } from '../common.js';

/** One write through the admin API. What is secret is left out of `before` and `after`. */
export const AuditEntry = z
  .object({
    id: z.string(),
    at: Timestamp,
    actor: z.string().meta({ description: 'As the operator called itself in `X-Operator`, else `admin`' }),
    address: z.string().nullable().meta({ description: 'Where the request came from' }),
    request_id: z.string(),
    action: z
      .enum(['settings.edit', 'settings.revert', 'create', 'update', 'revoke', 'rotate'])
      .meta({ examples: ['settings.edit'] }),
    resource: z.string().meta({
      description: 'What was written: `settings/<section>`, `tenant/<id>`, `app/<id>` or `key/<id>`',
      examples: ['settings/routes'],
    }),
    before: z.unknown().meta({ description: 'null when there was nothing' }),
    after: z.unknown(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

/** Newest first. */
export const AuditList = listOf(AuditEntry, 'AuditList');
export type AuditList = z.infer<typeof AuditList>;

export const AuditQuery = ListQuery.extend({
  resource: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'Only what begins with this, e.g. `settings/` or `key/key_…`' }),
});
export type AuditQuery = z.infer<typeof AuditQuery>;
