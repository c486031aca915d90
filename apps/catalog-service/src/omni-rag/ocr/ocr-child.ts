/**
 * The OCR process: PP-OCR keeps its thread busy for seconds and takes up to a gigabyte, so it runs apart from everything else. The package
 * is optional; without it every request is answered with `missing`.
 */
import { loadImage } from '@napi-rs/canvas';
import type { OcrAnswer, OcrLine, OcrRequest } from './protocol.js';

/** Below this certainty the text is more often wrong than right. */
const MIN_CERTAINTY = 0.6;

interface Recogniser {
  detect(path: string): Promise<{ text: string; mean: number; box?: [number, number][] }[]>;
}
interface Package {
  default: { create(options: { onnxOptions: Record<string, unknown> }): Promise<Recogniser> };
}

let recogniser: Promise<Recogniser | undefined> | undefined;

async function start(): Promise<Recogniser | undefined> {
  // Not a literal, because the compiler cannot know a package that may be absent.
  const name = '@gutenye/ocr-node';
  try {
    const { default: Ocr } = (await import(name)) as Package;
    // The arena keeps the memory of the largest page for ever.
    return await Ocr.create({ onnxOptions: { enableCpuMemArena: false, logSeverityLevel: 3 } });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

async function read({ path }: OcrRequest): Promise<OcrAnswer> {
  recogniser ??= start();
  const ocr = await recogniser;
  if (!ocr) return { kind: 'missing' };
  const { height } = await loadImage(path);
  const found = await ocr.detect(path);
  const lines = found.flatMap(({ text, mean, box }): OcrLine[] =>
    box && mean >= MIN_CERTAINTY ? [{ text, box }] : [],
  );
  return { kind: 'read', height, lines };
}

process.on('message', (request: OcrRequest) => {
  void read(request)
    .catch((error: unknown): OcrAnswer => ({ kind: 'failed', message: String(error) }))
    .then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit(0));
