import type { EntityClass } from '@tradewind/platform';

/** Every table this service maps. */
export const entities: EntityClass[] = [];
