import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Observable, type Subscriber, type Subscription } from 'rxjs';
import type { Outcome, Permit } from '../../core/index.js';
import { Upstream } from '../upstream.js';
import { doorOf } from './admit-metadata.js';

/** Holds a permit of the route's budget until the handler has settled, or its stream has ended; see `@Admit`. */
@Injectable()
export class AdmissionInterceptor implements NestInterceptor {
  constructor(
    private readonly upstream: Upstream,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const door = doorOf(context, this.reflector, this.upstream);
    if (door === undefined) return next.handle();
    return new Observable((subscriber) => {
      const work = new AdmittedWork(subscriber);
      door.acquire().then(
        (permit) => {
          work.start(permit, next);
        },
        (refusal: unknown) => {
          subscriber.error(refusal);
        },
      );
      return () => {
        work.leave();
      };
    });
  }
}

/**
 * One admitted request. Whoever waits for it may leave (the deadline, a client that hung up), but a handler that is still running still
 * uses what the permit stands for; only a stream that has begun ends with its reader.
 */
class AdmittedWork {
  readonly #subscriber: Subscriber<unknown>;
  #permit: Permit | undefined;
  #running: Subscription | undefined;
  #streaming = false;

  constructor(subscriber: Subscriber<unknown>) {
    this.#subscriber = subscriber;
  }

  start(permit: Permit, next: CallHandler): void {
    this.#permit = permit;
    if (this.#subscriber.closed) {
      this.#release('ignored');
      return;
    }
    this.#running = next.handle().subscribe({
      next: (value: unknown) => {
        this.#streaming = true;
        this.#subscriber.next(value);
      },
      error: (error: unknown) => {
        this.#release('ignored');
        this.#subscriber.error(error);
      },
      complete: () => {
        this.#release('success');
        this.#subscriber.complete();
      },
    });
  }

  leave(): void {
    if (!this.#streaming) return;
    this.#running?.unsubscribe();
    this.#release('ignored');
  }

  #release(outcome: Outcome): void {
    this.#permit?.release(outcome);
    this.#permit = undefined;
  }
}
