import { connect } from 'node:net';

/** How to reach the server process behind a connection. */
export interface CancelTarget {
  host: string;
  port: number;
  processId: number;
  secretKey: number;
}

/** Code of a CancelRequest in the protocol's start-up packet: 1234 in the upper half, 5678 in the lower. */
const CANCEL_REQUEST = 80_877_102;
const TIMEOUT_MS = 1_000;

/** What the driver knows of a connection, or undefined when its server gave no key to cancel with. */
export function cancelTarget(connection: unknown): CancelTarget | undefined {
  if (typeof connection !== 'object' || connection === null) return undefined;
  if (!('processID' in connection && 'secretKey' in connection && 'host' in connection && 'port' in connection))
    return undefined;
  const { processID, secretKey, host, port } = connection;
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return undefined;
  if (typeof host !== 'string' || typeof port !== 'number') return undefined;
  return { host, port, processId: processID, secretKey };
}

/**
 * Asks PostgreSQL to cancel what a connection is running ("Canceling Requests in Progress" in its protocol manual). Resolves when the
 * server has closed the socket, which it does after it passed the request on, so nothing of it can hit a later statement; a request
 * that could not be delivered resolves, too.
 */
export async function sendCancelRequest({ host, port, processId, secretKey }: CancelTarget): Promise<void> {
  const packet = Buffer.alloc(16);
  packet.writeInt32BE(packet.length, 0);
  packet.writeInt32BE(CANCEL_REQUEST, 4);
  packet.writeInt32BE(processId, 8);
  packet.writeInt32BE(secretKey, 12);
  await new Promise<void>((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${String(port)}`) : connect(port, host);
    socket.setTimeout(TIMEOUT_MS, () => socket.destroy());
    socket.once('connect', () => socket.write(packet));
    socket.on('error', () => socket.destroy());
    socket.once('close', () => {
      resolve();
    });
    socket.resume();
  });
}
