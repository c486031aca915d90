export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
export { asTenant } from './test-scope.js';
export { unscopedRoutes } from './unscoped-routes.js';
export type { Provisioned } from '../tenancy/tenancy.js';
