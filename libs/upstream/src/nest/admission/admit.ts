import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { AdmissionGuard } from './admission.guard.js';
import { AdmissionInterceptor } from './admission.interceptor.js';
import { ADMIT } from './admit-metadata.js';

/**
 * Puts a budget before a route, or before each route of a controller, as a door: a request that the budget would refuse is refused
 * at once (`capacity.*`, with the time to try again), before any work is done for it; the others hold one permit, waiting for it
 * within the budget's bounds, until the handler has settled.
 */
export function Admit(budgetName: string): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ADMIT, budgetName),
    UseGuards(AdmissionGuard),
    UseInterceptors(AdmissionInterceptor),
  );
}
