// The other side of `startStandIn`: answers POST /work after the time that the request names in its path, /work/<ms>.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

let outage = false;
let received = 0;
let inFlight = 0;
let peakInFlight = 0;
const body = JSON.stringify({ ok: true, text: 'x'.repeat(200) });

const server = createServer((request, response) => {
  received++;
  peakInFlight = Math.max(peakInFlight, ++inFlight);
  let working = true;
  // Work ends with the answer: the event comes a little later, when the client may have sent its next request already.
  const done = () => {
    if (working) inFlight--;
    working = false;
  };
  response.once('close', done);
  request.resume();
  if (outage) {
    done();
    response.writeHead(503, { 'content-type': 'application/json' }).end('{"error":"out of order"}');
    return;
  }
  const serviceMs = Number(request.url?.split('/')[2] ?? 0);
  const finish = () => {
    done();
    response.writeHead(200, { 'content-type': 'application/json' }).end(body);
  };
  if (serviceMs > 0) setTimeout(finish, serviceMs);
  else finish();
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.on('message', (message: { outage?: boolean }) => {
  outage = message.outage ?? outage;
  process.send?.({ received, peakInFlight });
});
process.on('disconnect', () => process.exit(0));
