import { installation } from '../shell/installation.js';

/** The files of the sandbox, two of which fail on purpose. */
export const SAMPLES = {
  catalogue_en: 'catalogue-en.pdf',
  catalogue_zh: 'catalogue-zh.pdf',
  price_list: 'price-list.pdf',
  price_list_zh: 'price-list-zh.pdf',
  spec_sheet: 'spec-sheet.pdf',
  scanned: 'scanned.pdf',
  encrypted: 'encrypted.pdf',
} as const;

/** Where the samples are, when the installation has any. */
export async function findSamples(): Promise<string | undefined> {
  return (await installation()).samples_url?.replace(/\/$/, '');
}
