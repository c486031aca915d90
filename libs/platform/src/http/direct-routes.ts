import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createScope, runInScope } from '@tradewind/upstream/core';
import type { FastifyInstance, FastifyServerOptions, RawServerDefault } from 'fastify';
import { Exchange } from './exchange.js';
import { HeaderList } from './header-list.js';
import type { InFlight } from './in-flight.js';
import { type AnsweredListener, listenersOf, statusOf } from './on-answered.js';
import { requestIdOf } from './request-scope.js';
import { SECURITY_HEADERS } from './security-headers.js';

/** A `POST` of JSON that may pass by Fastify. */
export interface DirectRoute {
  /** The whole path, without parameters. */
  readonly url: string;
  readonly deadlineMs: number;
  /** Must not throw. The body is not empty and not larger than is accepted; nothing else is known of it. */
  handle(exchange: Exchange, body: Buffer): void;
}

type RequestListener = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A short way for the few routes in which every microsecond counts: requests go from Node's server to their handler, and get on the way
 * what Fastify's hooks give to all others (id, scope, deadline, headers, metrics, log).
 *
 * Only requests in which there is nothing to decide take it: a plain JSON body of a known and accepted length. All others (with
 * an origin or a timeout of their own, in chunks, in other types, too large, while the process drains, and everything once
 * requests are traced) go the long way to the same route of Fastify's, so that both have to lead to the same handler.
 */
export class DirectRoutes {
  readonly #routes = new Map<string, DirectRoute>();
  #listeners: readonly AnsweredListener[] = [];
  #isOpen: () => boolean = () => false;

  constructor(
    private readonly bodyLimit: number,
    private readonly inFlight: InFlight,
  ) {}

  /** For Fastify's `serverFactory`: Node's server as Fastify itself makes it, with the short way before Fastify. */
  readonly createServer = (fastify: RequestListener, options: FastifyServerOptions): RawServerDefault => {
    const { http = {}, keepAliveTimeout = 0, requestTimeout = 0, connectionTimeout = 0 } = options as ServerOptions;
    const server: Server = createServer(http, (request, response) => {
      const route = this.#find(request);
      if (route === undefined) fastify(request, response);
      else this.#serve(route, request, response);
    });
    server.keepAliveTimeout = keepAliveTimeout;
    server.requestTimeout = requestTimeout;
    server.setTimeout(connectionTimeout);
    return server;
  };

  /**
   * Opens the short way.
   *
   * @param isOpen asked for every request
   */
  open(server: FastifyInstance, isOpen: () => boolean): void {
    this.#listeners = listenersOf(server);
    this.#isOpen = isOpen;
    servers.set(server, this);
  }

  add(route: DirectRoute): void {
    this.#routes.set(route.url, route);
  }

  #find({ method, url, headers }: IncomingMessage): DirectRoute | undefined {
    if (method !== 'POST' || headers['content-type'] !== 'application/json') return undefined;
    const route = this.#routes.get(url ?? '');
    if (route === undefined || !this.#isOpen()) return undefined;
    const length = Number(headers['content-length']);
    const isPlain =
      length > 0 &&
      length <= this.bodyLimit &&
      headers.origin === undefined &&
      headers.expect === undefined &&
      headers['transfer-encoding'] === undefined &&
      headers['x-request-timeout-ms'] === undefined;
    return isPlain ? route : undefined;
  }

  #serve(route: DirectRoute, request: IncomingMessage, response: ServerResponse): void {
    const startedMs = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    const scope = createScope({ requestId, lane: 'interactive', deadlineMs: route.deadlineMs });
    const headers = new HeaderList();
    headers.list.push('x-request-id', requestId, ...EVERY_ANSWER);
    this.inFlight.add(scope);
    response.on('close', () => {
      this.inFlight.remove(scope);
      // What is cancelled belongs to its scope; what has ended well has nobody left to tell.
      if (!response.writableFinished) runInScope(scope, () => scope.deadline.cancel());
      scope.deadline.dispose();
      const answered = {
        scope,
        requestId,
        method: 'POST',
        url: route.url,
        route: route.url,
        status: statusOf(response),
        durationMs: performance.now() - startedMs,
        socket: request.socket,
      };
      for (const each of this.#listeners) each(answered);
    });
    const exchange = new Exchange(request, response, scope, headers);
    let first: Buffer | undefined;
    let more: Buffer[] | undefined;
    request.on('data', (part: Buffer) => {
      if (first === undefined) first = part;
      else if (more === undefined) more = [first, part];
      else more.push(part);
    });
    request.on('end', () => {
      const body = more === undefined ? first : Buffer.concat(more);
      if (body !== undefined) route.handle(exchange, body);
    });
  }
}

const EVERY_ANSWER: readonly string[] = Object.entries(SECURITY_HEADERS).flat();

/** Of Fastify's options, those that it gives to the server it makes. */
interface ServerOptions {
  http?: object;
  keepAliveTimeout?: number;
  requestTimeout?: number;
  connectionTimeout?: number;
}

const servers = new WeakMap<FastifyInstance, DirectRoutes>();

/** Lets a route be reached the short way, where the server has one. The same route has to be added to Fastify as well. */
export function addDirectRoute(server: FastifyInstance, route: DirectRoute): void {
  servers.get(server)?.add(route);
}
