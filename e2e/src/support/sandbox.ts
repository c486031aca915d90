import { call, product } from './product.js';

/** Turns a dial of the stand-in downstreams, e.g. `{ kind: 'llm', hang_rate: 1 }`. */
export async function turnDial(dial: Record<string, unknown>): Promise<void> {
  const answer = await call('/dials', { body: dial, baseUrl: product().sandboxUrl });
  if (answer.status >= 300) throw new Error(`The sandbox refused the dial: ${JSON.stringify(answer.body)}`);
}

export async function resetDials(): Promise<void> {
  await call('/dials', { method: 'DELETE', baseUrl: product().sandboxUrl });
}

export function sampleUrl(file: string): string {
  return `${product().sandboxUrl}/oss/${file}`;
}
