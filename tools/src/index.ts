export { serveFiles, type FileServer } from './corpus/file-server.js';
export { priceList, type PriceListOptions } from './corpus/price-list.js';
export { Fleet, type FleetOptions } from './fleet/fleet.js';
export { createThrowawayDatabase, type ThrowawayDatabase } from './fleet/throwaway-database.js';
