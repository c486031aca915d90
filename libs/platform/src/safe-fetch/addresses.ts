import { BlockList, isIP } from 'node:net';

type Family = 'ipv4' | 'ipv6';
type Range = readonly [network: string, prefix: number, family: Family];

/** Reachable from inside a network only: loopback, private, shared (RFC 1918, 4193, 6598). Allowed for development alone. */
const PRIVATE: readonly Range[] = [
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
];

/**
 * Never to be fetched from: this host, link-local (cloud metadata lives there), multicast, reserved and documentation
 * ranges, and IPv6 ranges that only wrap an IPv4 address and would smuggle a private one past the list (mapped, NAT64, 6to4, Teredo).
 */
const FORBIDDEN: readonly Range[] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.88.99.0', 24, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 4, 'ipv4'],
  ['240.0.0.0', 4, 'ipv4'],
  ['::', 96, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['64:ff9b:1::', 48, 'ipv6'],
  ['100::', 64, 'ipv6'],
  ['2001::', 23, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['fec0::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** Metadata of a cloud machine that hides inside a private range (Alibaba Cloud); the others' are link-local. */
const METADATA: readonly Range[] = [['100.100.100.200', 32, 'ipv4']];

const MAPPED = /^::ffff:/i;

const metadataAddresses = blockList(METADATA);
const privateRanges = blockList(PRIVATE);
const forbiddenRanges = blockList(FORBIDDEN);

/** Whether anything may be fetched from this IP address. Anything that is not an address is refused. */
export function isAllowedAddress(address: string, options: { allowPrivate: boolean }): boolean {
  const family = familyOf(address);
  if (family === undefined || MAPPED.test(address) || metadataAddresses.check(address, family)) return false;
  if (privateRanges.check(address, family)) return options.allowPrivate;
  return !forbiddenRanges.check(address, family);
}

function familyOf(address: string): Family | undefined {
  const version = isIP(address);
  if (version === 0) return undefined;
  return version === 4 ? 'ipv4' : 'ipv6';
}

function blockList(ranges: readonly Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix, family] of ranges) list.addSubnet(network, prefix, family);
  return list;
}
