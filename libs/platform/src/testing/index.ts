export { createTestDatabase, type TestDatabase, type TestDatabaseOptions } from './test-database.js';
export { asTenant } from './test-scope.js';
export { undocumentedVariables } from './undocumented.js';
export { unscopedRoutes } from './unscoped-routes.js';
export { newApiKey } from '../tenancy/api-key.js';
export { provision, type Provisioned } from '../tenancy/tenancy.js';
