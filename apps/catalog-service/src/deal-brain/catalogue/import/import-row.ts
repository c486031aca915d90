import type { ProductInput } from '@tradewind/contracts';

export interface ImportFault {
  /** Where in the product, such as `price.amount`; empty: the line as a whole. */
  path: string;
  message: string;
}

/** One line of an import: the product it holds, or what is wrong with it. */
export type ImportRow =
  | { line: number; product: ProductInput; faults?: undefined }
  | { line: number; product?: undefined; faults: readonly ImportFault[] };
