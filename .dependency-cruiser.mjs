/** Which part may know which. Every rule carries its reason; a violation fails `npm test`. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Circular imports break class metadata under ESM and hide the real shape of the code.',
      severity: 'error',
      from: {},
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-is-plain',
      comment:
        'The admission core is plain TypeScript: no Nest, no HTTP client, no Redis, no metrics library, so that it can be tested with a fake clock and reasoned about alone.',
      severity: 'error',
      from: { path: '^libs/upstream/src/core/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/upstream/src/core/', '^node:', '^(async_hooks|timers|perf_hooks|events)$'] },
    },
    {
      name: 'upstream-stands-alone',
      comment: 'libs/upstream could be published by itself: it knows nothing of this product.',
      severity: 'error',
      from: { path: '^libs/upstream/' },
      to: { path: '^(apps|libs/(platform|contracts)|tools|bench)/' },
    },
    {
      name: 'contracts-are-leaves',
      comment: 'Contracts cross every boundary, so they may depend on nothing but zod.',
      severity: 'error',
      from: { path: '^libs/contracts/src/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^libs/contracts/', 'node_modules/zod/'] },
    },
    {
      name: 'platform-knows-no-app',
      comment: 'Dependencies point one way: apps use platform, never the other way round.',
      severity: 'error',
      from: { path: '^libs/platform/' },
      to: { path: '^(apps|tools|bench)/' },
    },
    {
      name: 'apps-do-not-meet',
      comment:
        'The services meet only in PostgreSQL, Redis and the queue; an import between apps would weld two images together.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'tools-stay-outside',
      comment: 'Developer tools start the product from outside; nothing deployed may need them.',
      severity: 'error',
      from: { path: '^(apps|libs)/' },
      to: { path: '^(tools|bench)/' },
    },
    {
      name: 'no-undeclared-packages',
      comment: 'A package that is used is declared where it is used, so that the images install it.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: ['\\.spec\\.ts$', '/test/', '/testing/'] },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'unknown', 'undetermined'] },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved fails at run time.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsConfig: { fileName: 'tsconfig.base.json' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      conditionNames: ['@tradewind/source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
    },
  },
};
