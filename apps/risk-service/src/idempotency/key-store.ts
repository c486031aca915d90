import type { EntityManager } from 'typeorm';

export interface KeyedRequest {
  /** What the key is for, for example `shadow-hunter.checks`: the same key may be used once for each. */
  readonly operation: string;
  readonly key: string;
  readonly fingerprint: string;
}

export type ClaimResult =
  | { readonly state: 'claimed'; readonly claim: string }
  /** `claim` is that of the attempt that holds the key. */
  | { readonly state: 'running'; readonly claim: string }
  | { readonly state: 'done'; readonly resultId: string }
  | { readonly state: 'other_body' };

/** The keys of the current tenant. */
export abstract class KeyStore {
  /**
   * Takes the key for the caller if it is new, has expired, or was held by a process that did not finish within its lease.
   *
   * @param claim identifies this attempt in {@link settle} and {@link release}: the id its answer will have.
   */
  abstract claim(request: KeyedRequest, claim: string, leaseMs: number): Promise<ClaimResult>;

  /** Books the answer under the key, in the transaction that stores the answer: either both are there or neither. */
  abstract settle(manager: EntityManager, claim: string, resultId: string): Promise<void>;

  /** Frees the key after a failure, so that the caller may try again with it. */
  abstract release(claim: string): Promise<void>;
}
