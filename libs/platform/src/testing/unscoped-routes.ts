import 'reflect-metadata';
import type { DynamicModule, Type } from '@nestjs/common';
import { MODULE_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { PUBLIC_ROUTE } from '../tenancy/public.js';
import { REQUIRED_SCOPE } from '../tenancy/requires-scope.js';

type AnyModule = Type | DynamicModule | Promise<DynamicModule> | { forwardRef: () => AnyModule };

/** Routes of an application that ask for a key, and not for what the key must be allowed: any key would open them. */
export function unscopedRoutes(root: Type): string[] {
  return [...controllersOf(root, new Set())].flatMap((controller) =>
    handlersOf(controller)
      .filter((handler) => ![handler, controller].some((at) => has(PUBLIC_ROUTE, at) || has(REQUIRED_SCOPE, at)))
      .map((handler) => `${controller.name}.${handler.name}`),
  );
}

function controllersOf(module: AnyModule, seen: Set<unknown>): Set<Type> {
  const found = new Set<Type>();
  if (seen.has(module) || module instanceof Promise) return found;
  seen.add(module);
  if ('forwardRef' in module) return controllersOf(module.forwardRef(), seen);
  const parts = typeof module === 'function' ? [] : [module];
  const type = typeof module === 'function' ? module : module.module;
  const own = (key: string): unknown[] => (Reflect.getMetadata(key, type) as unknown[] | undefined) ?? [];
  const controllers = [...own(MODULE_METADATA.CONTROLLERS), ...parts.flatMap((part) => part.controllers ?? [])];
  const imports = [...own(MODULE_METADATA.IMPORTS), ...parts.flatMap((part) => part.imports ?? [])];
  for (const controller of controllers) found.add(controller as Type);
  for (const imported of imports) for (const each of controllersOf(imported as AnyModule, seen)) found.add(each);
  return found;
}

function handlersOf(controller: Type): (() => unknown)[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => prototype[name])
    .filter((member): member is () => unknown => typeof member === 'function' && has(PATH_METADATA, member));
}

function has(key: string | symbol, target: object): boolean {
  return Reflect.hasMetadata(key, target);
}
