/** A stretch of one tenant's products. */
export interface LoadShare {
  tenant: number;
  from: number;
  /** Not included. */
  to: number;
}

export function tenantId(tenant: number): string {
  return `bench_${String(tenant).padStart(2, '0')}`;
}

/** The tenant stands in the id, so that a foreign product in an answer is seen at once. */
export function productId(tenant: number, number: number): string {
  return `prod_${tenantId(tenant)}_${String(number).padStart(6, '0')}`;
}
