/** What a filter may ask of a product, kept beside its vector as well, so that one table answers. */
export const FILTER_COLUMNS: readonly string[] = [
  'category',
  'brand',
  'origin',
  'price_currency',
  'price_amount',
  'min_order_quantity',
  'document_id',
];

/** Fixed for the life of a database. Sixteen keep the largest index a sixteenth of all, and a catalogue look-up cheap to plan. */
export const PARTITIONS = 16;
