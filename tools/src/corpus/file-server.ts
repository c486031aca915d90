import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FileServer {
  /** Where a file is to be had; the query looks like a signature and changes nothing. */
  url(name: string): string;
  close(): void;
}

/** Object storage for a test: the files it is given, on a free port of the loopback. */
export async function serveFiles(files: ReadonlyMap<string, Buffer>): Promise<FileServer> {
  const server = createServer((request, response) => {
    const name = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
    const file = files.get(name);
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': 'application/pdf', 'content-length': file.length }).end(file);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (name) => `http://127.0.0.1:${port}/${name}?Expires=1&Signature=x`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
