import { dataDirectory } from '../stack/defaults.config.js';
import { readDescription } from '../stack/stack.js';

export interface DemoTarget {
  baseUrl: string;
  apiKey: string;
  /** Where the sample PDFs lie: any address from which the service behind `baseUrl` can fetch them. */
  documentsUrl: string;
  reportFile: string;
}

/** `BASE_URL` + `API_KEY` (+ `DOCUMENTS_URL`, `REPORT_FILE`), or the product that `npm start` runs here. */
export function demoTarget(env: NodeJS.ProcessEnv = process.env): DemoTarget {
  const running = readDescription(dataDirectory);
  const baseUrl = env['BASE_URL'] ?? running?.edgeUrl;
  const apiKey = env['API_KEY'] ?? running?.apiKey;
  if (baseUrl === undefined || apiKey === undefined) {
    throw new Error(
      'Nothing is running here. Start it with `npm start` in another terminal, or set BASE_URL and API_KEY.',
    );
  }
  return {
    baseUrl,
    apiKey,
    documentsUrl: env['DOCUMENTS_URL'] ?? `${running?.sandboxUrl ?? 'http://127.0.0.1:4010'}/oss`,
    reportFile: env['REPORT_FILE'] ?? 'risk-report.html',
  };
}
