import { applyDecorators, Controller, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AdminKeyGuard, Public } from '@tradewind/platform';

/** A controller under `/admin`: for the admin key, never for a tenant's. */
export function AdminController(path: string): ClassDecorator {
  return applyDecorators(ApiTags('Administration'), Controller(`admin/${path}`), Public(), UseGuards(AdminKeyGuard));
}
