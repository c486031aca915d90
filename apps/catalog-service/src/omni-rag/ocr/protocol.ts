/** Messages between the worker and its OCR child. */
export interface OcrRequest {
  /** A PNG file. */
  path: string;
}

export type OcrAnswer =
  { kind: 'read'; height: number; lines: OcrLine[] } | { kind: 'missing' } | { kind: 'failed'; message: string };

/** Text and the four corners of where it stands, in pixels from the top left. */
export interface OcrLine {
  text: string;
  box: [x: number, y: number][];
}
