import { fold } from '../../../text/folding.js';

/** What a column of a CSV file may hold; every other column is an attribute of that name. */
export type CsvField =
  | 'sku'
  | 'name'
  | 'brand'
  | 'model'
  | 'category'
  | 'description'
  | 'price_amount'
  | 'price_currency'
  | 'min_order_quantity'
  | 'origin';

/** Headers as people write them, in English and Chinese. Compared without case, accents, spaces, underscores and punctuation. */
const HEADERS: Record<CsvField, readonly string[]> = {
  sku: [
    'sku',
    'article',
    'article number',
    'article no',
    'item number',
    'item no',
    'item code',
    'product code',
    'part number',
    'part no',
    'code',
    '货号',
    '编号',
    '商品编码',
    '产品编号',
    '物料号',
    '商品编号',
    '款号',
  ],
  name: [
    'name',
    'title',
    'product',
    'product name',
    'item',
    'item name',
    'product title',
    '名称',
    '品名',
    '商品名称',
    '产品名称',
    '标题',
  ],
  brand: ['brand', 'manufacturer', 'make', 'brand name', '品牌', '牌子', '厂家', '制造商'],
  model: ['model', 'model no', 'model number', 'type', '型号', '规格型号'],
  category: ['category', 'product category', 'group', 'product group', '类别', '分类', '品类', '类目', '产品类别'],
  description: [
    'description',
    'details',
    'product description',
    'text',
    '描述',
    '说明',
    '产品描述',
    '商品描述',
    '详情',
    '简介',
  ],
  price_amount: [
    'price',
    'price amount',
    'unit price',
    'fob price',
    'amount',
    '价格',
    '单价',
    '报价',
    '售价',
    '出厂价',
  ],
  price_currency: ['currency', 'price currency', 'currency code', '币种', '货币'],
  min_order_quantity: [
    'min order quantity',
    'minimum order quantity',
    'moq',
    'min order',
    'minimum order',
    'min qty',
    '起订量',
    '最小起订量',
    '最低起订量',
    '最小订购量',
  ],
  origin: ['origin', 'country of origin', 'country', 'made in', 'place of origin', '产地', '原产地', '原产国'],
};

const FIELDS = new Map(
  Object.entries(HEADERS).flatMap(([field, names]) =>
    names.map((name): [string, CsvField] => [plain(name), field as CsvField]),
  ),
);

export type CsvColumn = { field: CsvField } | { attribute: string } | null;

/** What each column holds; null for one without a header. The first column of a field counts, a second is an attribute. */
export function columnsOf(header: readonly string[]): CsvColumn[] {
  const taken = new Set<CsvField>();
  return header.map((name) => {
    const trimmed = name.trim();
    if (trimmed === '') return null;
    const field = FIELDS.get(plain(trimmed));
    if (field === undefined || taken.has(field)) return { attribute: trimmed.slice(0, 80) };
    taken.add(field);
    return { field };
  });
}

function plain(header: string): string {
  return fold(header).replace(/[^\p{L}\p{N}]/gu, '');
}
