import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isAllowedAddress } from './addresses.js';

/** The name resolved to an address nothing may be fetched from. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'EFORBIDDENADDRESS';
}

type Resolve = (host: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

const resolveAll: Resolve = (host, done) => {
  dnsLookup(host, { all: true, verbatim: true }, done);
};

/**
 * A `lookup` for sockets that refuses a name as soon as one of its addresses is forbidden. The socket connects to the very
 * addresses that were checked, so a name that changes its answer between check and use (DNS rebinding) gains nothing.
 */
export function checkedLookup(options: { allowPrivate: boolean }, resolve: Resolve = resolveAll): LookupFunction {
  return (host, lookupOptions, callback) => {
    resolve(host, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const [first] = addresses;
      if (!first || addresses.some(({ address }) => !isAllowedAddress(address, options))) {
        callback(new ForbiddenAddress(`${host} has a forbidden address`), '');
      } else if (lookupOptions.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
