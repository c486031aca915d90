import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { Public } from '../tenancy/public.js';
import { RequiresScope } from '../tenancy/requires-scope.js';
import { unscopedRoutes } from './unscoped-routes.js';

@Controller('open')
@Public()
class OpenController {
  @Get()
  get(): string {
    return 'open';
  }
}

@Controller('mixed')
class MixedController {
  @Get('scoped')
  @RequiresScope('rag')
  scoped(): string {
    return 'scoped';
  }

  @Get('forgotten')
  forgotten(): string {
    return 'forgotten';
  }
}

@Module({ controllers: [MixedController] })
class InnerModule {}

@Module({ imports: [{ module: InnerModule, controllers: [OpenController] }] })
class OuterModule {}

describe('unscopedRoutes', () => {
  it('finds the route that was forgotten, in whatever module it is', () => {
    expect(unscopedRoutes(OuterModule)).toEqual(['MixedController.forgotten']);
  });
});
