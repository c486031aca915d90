import type { LiveFleet } from '@tradewind/contracts';
import { requestEvents } from '../http/request.js';
import { enforcedBy, type Enforced } from './enforced.js';

/** The processes are heard one after the other, within a few seconds of the first. */
const LOOKS = 5;

/** What the processes enforce at this moment, read from their live state: better known with each look. */
export async function readEnforced(signal: AbortSignal, take: (enforced: Enforced) => void): Promise<void> {
  let looks = 0;
  for await (const { event, data } of requestEvents('/admin/live', { key: 'admin', signal })) {
    if (event !== 'fleet') continue;
    take(enforcedBy(JSON.parse(data) as LiveFleet));
    looks += 1;
    if (looks === LOOKS) return;
  }
}
