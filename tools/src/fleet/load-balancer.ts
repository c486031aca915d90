import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const PROBE_MS = 1_000;
const PROBE_TIMEOUT_MS = 1_000;

/**
 * One address in front of several replicas, as a Service of Kubernetes is: new connections go to those that are ready in turn,
 * connections that stand are left alone, and nothing is tried twice.
 */
export class LoadBalancer {
  private readonly sockets = new Set<Socket>();
  private readonly ready = new Set<string>();
  private server: Server | undefined;
  private probing: NodeJS.Timeout | undefined;
  private turn = 0;
  url = '';

  constructor(private readonly replicaUrls: readonly string[]) {}

  async open(): Promise<void> {
    const server = createServer((client) => this.join(client));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await this.probe();
    this.probing = setInterval(() => void this.probe(), PROBE_MS);
  }

  isReady(replicaUrl: string): boolean {
    return this.ready.has(replicaUrl);
  }

  close(): void {
    clearInterval(this.probing);
    this.server?.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private async probe(): Promise<void> {
    await Promise.all(
      this.replicaUrls.map(async (url) => {
        if (await isReady(url)) this.ready.add(url);
        else this.ready.delete(url);
      }),
    );
  }

  private join(client: Socket): void {
    const target = this.next();
    client.on('error', () => undefined);
    if (target === undefined) {
      client.destroy();
      return;
    }
    const replica = connect({ host: target.hostname, port: Number(target.port), allowHalfOpen: true });
    for (const [socket, other] of [
      [client, replica],
      [replica, client],
    ] as const) {
      this.sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.sockets.delete(socket);
        other.destroy();
      });
    }
    client.pipe(replica).pipe(client);
  }

  private next(): URL | undefined {
    const candidates = this.replicaUrls.filter((url) => this.ready.has(url));
    const chosen = candidates[this.turn++ % Math.max(1, candidates.length)];
    return chosen === undefined ? undefined : new URL(chosen);
  }
}

async function isReady(url: string): Promise<boolean> {
  try {
    // A connection of its own each time: what is asked is whether the door is open.
    const answer = await fetch(`${url}/readyz`, {
      headers: { connection: 'close' },
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false;
  }
}
