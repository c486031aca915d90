export type Field =
  | 'sku'
  | 'name'
  | 'model'
  | 'brand'
  | 'category'
  | 'description'
  | 'price'
  | 'currency'
  | 'moq'
  | 'origin'
  | 'unit'
  | 'row';

/** How catalogues and price lists call what the stand-in knows; anything else with a label becomes an attribute. */
const labels: Record<Field, string> = {
  sku: String.raw`sku|item\s?(?:no|number|code|#)\.?|art(?:icle|\.)?\s?(?:no|number|code)?\.?|part\s?(?:no|number)\.?|p/n|product\s?(?:no|code)\.?|code|ref(?:erence)?\.?|货号|编号|产品编号|商品编号|料号|物料号|品号|订货号|referencia|código`,
  model: String.raw`model(?:\s?(?:no|number)\.?)?|型号|modelo`,
  name: String.raw`(?:product\s)?name|product|item|description of goods|(?:品名|名称)(?:(?:及|与|和|/|、)?规格(?:型号)?)?|产品名称|商品名称|货品名称|品名描述|producto|artículo`,
  brand: String.raw`brand|manufacturer|品牌|厂牌|marca`,
  category: String.raw`category|product line|类别|品类|分类|产品类别|categoría`,
  description: String.raw`description|details|简介|描述|说明|产品描述|descripción`,
  price: String.raw`(?:unit\s|fob\s|list\s|net\s|ex-?works\s)?price(?:\s?(?:per|/)\s?\w+)?|(?:fob|fca|exw|cif|cfr|dap)(?:\s\p{L}+){0,2}|单价|价格|出厂价|报价|含税价|fob价|precio(?:\s(?:unitario|neto))?`,
  currency: String.raw`currency|币种|货币|moneda`,
  moq: String.raw`moq|min(?:imum|\.)?\s?(?:order)?\s?(?:quantity|qty)?\.?|最小起订量|最低起订量|起订量|起批量|pedido mínimo`,
  origin: String.raw`(?:country of\s)?origin|made in|产地|原产地|原产国|origen`,
  unit: String.raw`unit|uom|单位|unidad`,
  row: String.raw`no\.?|#|序号|s/n`,
};

const decoration = String.raw`\s*(?:[(（\[][^)）\]]{0,20}[)）\]])?`;

const whole = Object.entries(labels).map(([field, pattern]) => ({
  field: field as Field,
  pattern: new RegExp(`^(?:${pattern})${decoration}$`, 'iu'),
}));

/** Which field a column head or label names: `Unit price (USD)` → price. */
export function fieldOf(label: string): Field | null {
  const trimmed = label.trim();
  return whole.find(({ pattern }) => pattern.test(trimmed))?.field ?? null;
}

/** A known label anywhere, followed by a colon: text that lost its line breaks is broken before it. */
export const inlineLabel = new RegExp(
  String.raw`(?<=\S\s)(?=(?:${[
    labels.sku,
    labels.model,
    labels.brand,
    labels.category,
    labels.price,
    labels.moq,
    labels.origin,
    labels.description,
    'material|capacity|size|dimensions|weight|colou?r|power|voltage|packing|材质|容量|尺寸|规格|重量|颜色|功率|电压|包装',
  ].join('|')})${decoration}\s*[:：])`,
  'giu',
);

/** A line that begins with a label nobody separated from its value: `Unit price USD 12.00`, `Model No. HX-900`. */
export const leadingLabel = new RegExp(
  String.raw`^(item\s?(?:no|code)\.?|sku|model(?:\s?(?:no|number)\.?)|unit price|${labels.moq}|origin|brand|货号|型号|品牌|单价|产地)\s+(\S.*)$`,
  'iu',
);
