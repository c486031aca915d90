// npm run usage:rebuild: makes the usage statistics anew from the ledger, in the database of DATABASE_URL, or of the product that `npm start` runs here.
import { runOnDatabase } from './stack/run-on-database.js';

runOnDatabase('apps/risk-service/dist/usage/statistics/rebuild.js');
