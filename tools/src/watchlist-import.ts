// npm run watchlist:import FILE: imports a watch-list into the database of DATABASE_URL, or of the product that `npm start` runs here.
import { runOnDatabase } from './stack/run-on-database.js';

runOnDatabase('apps/risk-service/dist/watchlist/import/main.js');
