import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Takes OpenTelemetry traces (OTLP over HTTP, JSON) and keeps them as they came. */
export class TraceCollector {
  private server: Server | undefined;
  private readonly exports: string[] = [];

  /** @returns the endpoint */
  async open(): Promise<string> {
    const server = createServer((request, response) => {
      const pieces: Buffer[] = [];
      request.on('data', (piece: Buffer) => pieces.push(piece));
      request.on('end', () => {
        this.exports.push(Buffer.concat(pieces).toString('utf8'));
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.server = server;
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  get text(): string {
    return this.exports.join('\n');
  }

  close(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }
}
