import { createServer } from 'node:net';

/** The preferred port when it is free, else any free one: a port in use must not stop a newcomer. */
export async function choosePort(preferred: number): Promise<number> {
  return (
    (await tryListen(preferred)) ?? (await tryListen(0)) ?? Promise.reject(new Error('No free TCP port on 127.0.0.1'))
  );
}

function tryListen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      const found = typeof address === 'object' && address !== null ? address.port : undefined;
      probe.close(() => resolve(found));
    });
  });
}
