import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isAllowedAddress } from './addresses.js';

/** The name resolved to an address nothing may be fetched from. */
export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
  readonly code = 'EFORBIDDENADDRESS';
}

type Resolve = (host: string, done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** Names under `localhost` are this machine (RFC 6761, section 6.3), also where the system's resolver does not know it. */
const LOCAL_NAME = /(^|\.)localhost\.?$/i;
const LOOPBACK: LookupAddress[] = [
  { address: '127.0.0.1', family: 4 },
  { address: '::1', family: 6 },
];

const resolveAll: Resolve = (host, done) => {
  if (LOCAL_NAME.test(host)) process.nextTick(done, null, LOOPBACK);
  else dnsLookup(host, { all: true, verbatim: true }, done);
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
