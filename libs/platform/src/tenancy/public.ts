import { SetMetadata } from '@nestjs/common';

export const PUBLIC_ROUTE = Symbol('PublicRoute');

/** Opens a route, or every route of a controller, to callers without an API key. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC_ROUTE, true);
