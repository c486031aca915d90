/**
 * `@nestjs/throttler` is CommonJS and requires Nest, which is ESM only; plain Node can do that, Jest's VM on Node 20 cannot. This
 * loads its files with the ESM peers handed in.
 */
import * as common from '@nestjs/common';
import * as core from '@nestjs/core';
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), 'node_modules/@nestjs/throttler/dist');
const peers = { '@nestjs/common': common, '@nestjs/core': core };
const loaded = new Map();

function load(file) {
  const known = loaded.get(file);
  if (known) return known.exports;
  const module = { exports: {} };
  loaded.set(file, module);
  const require = (name) => {
    if (name.startsWith('.')) return load(join(dirname(file), name.endsWith('.js') ? name : `${name}.js`));
    return peers[name] ?? process.getBuiltinModule(name);
  };
  new Function('exports', 'require', 'module', readFileSync(file, 'utf8'))(module.exports, require, module);
  return module.exports;
}

export const {
  getOptionsToken,
  getStorageToken,
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  SkipThrottle,
  Throttle,
  ThrottlerException,
  ThrottlerGuard,
  ThrottlerModule,
  ThrottlerStorage,
  ThrottlerStorageService,
} = load(join(root, 'index.js'));
