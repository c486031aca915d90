import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AppError } from '../errors/app-error.js';
import { Public } from '../tenancy/public.js';
import { Readiness } from './readiness.js';

/**
 * Liveness says that the process can answer, readiness that it wants traffic. Neither asks a database or another service: when
 * one of those is gone, restarting or withdrawing every replica at once would only add to the trouble.
 */
@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('healthz')
  @Header('cache-control', 'no-store')
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('readyz')
  @Header('cache-control', 'no-store')
  ready(): { status: string } {
    if (this.readiness.ready) return { status: 'ready' };
    throw new AppError({ code: 'service.not_ready', status: 503, detail: 'The process is starting or shutting down.' });
  }
}
