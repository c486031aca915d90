/**
 * Hangs up a connection of the driver without a farewell. What waits on it fails at once, and the pool forgets it; to end it politely
 * would mean to wait for a server that does not answer.
 */
export function breakConnection(connection: unknown): void {
  const stream = member(member(connection, 'connection'), 'stream');
  const destroy = member(stream, 'destroy');
  if (typeof destroy === 'function') destroy.call(stream);
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? (Reflect.get(of, name) as unknown) : undefined;
}
