import { SetMetadata } from '@nestjs/common';
import type { KeyScope } from '@tradewind/contracts';

export const REQUIRED_SCOPE = Symbol('RequiredScope');

/** What a key must be allowed for a route, or for every route of a controller. */
export const RequiresScope = (scope: KeyScope): MethodDecorator & ClassDecorator => SetMetadata(REQUIRED_SCOPE, scope);
