import { pdf, type PlacedText } from './pdf.js';

export interface PriceListOptions {
  /** Tells documents apart: part of every article number, so that no two documents share a product. */
  number: number;
  pages: number;
  rowsPerPage: number;
  language: 'en' | 'zh';
  /** Lines of prose above the table of each page; catalogues have some, price lists none. */
  proseLines: number;
}

const COLUMNS = [48, 150, 370, 460];
const WORDS = {
  en: {
    title: 'Price list',
    head: ['SKU', 'Product', 'Price (USD)', 'MOQ'],
    materials: ['stainless steel', 'bamboo', 'borosilicate glass', 'recycled cotton', 'anodised aluminium'],
    things: ['bottle', 'lunch box', 'teapot', 'travel mug', 'cutting board', 'storage jar'],
    prose:
      'Every article of this page is made to order, tested before shipment and packed in recycled cartons; samples leave our works within nine days.',
  },
  zh: {
    title: '价目表',
    head: ['货号', '品名', '单价 (USD)', '起订量'],
    materials: ['不锈钢', '竹制', '高硼硅玻璃', '再生棉', '铝合金'],
    things: ['保温杯', '饭盒', '茶壶', '旅行杯', '砧板', '储物罐'],
    prose: '本页所有产品均可按客户要求定制，出货前逐件检验，采用可回收纸箱包装，样品九个工作日内寄出，批量交期三十天。',
  },
};

/** A supplier's price list: a heading, some prose and a table on every page. The same options give the same bytes. */
export function priceList(options: PriceListOptions): Buffer {
  const words = WORDS[options.language];
  const title = `${words.title} ${options.number}`;
  const pages = Array.from({ length: options.pages }, (_, page) => pageOf(options, page));
  return pdf(title, pages);
}

function pageOf({ number, rowsPerPage, language, proseLines }: PriceListOptions, page: number): PlacedText[] {
  const words = WORDS[language];
  const texts: PlacedText[] = [{ text: `${words.title} ${number}-${page + 1}`, x: 48, top: 60, size: 16 }];
  let top = 84;
  for (let line = 0; line < proseLines; line += 1, top += 12) {
    texts.push({ text: `${words.prose} (${number}.${page + 1}.${line + 1})`, x: 48, top, size: 8 });
  }
  row(texts, words.head, top + 8);
  for (let index = 0; index < rowsPerPage; index += 1) {
    const serial = page * rowsPerPage + index;
    const material = words.materials[serial % words.materials.length] ?? '';
    const thing = words.things[(serial + page) % words.things.length] ?? '';
    const name =
      language === 'zh' ? `${material}${thing} ${200 + serial}ml` : `${material} ${thing} ${200 + serial} ml`;
    const price = `${1 + (serial % 80)}.${String((serial * 7) % 100).padStart(2, '0')}`;
    row(texts, [`TW${number}-${1000 + serial}`, name, price, String(50 * (1 + (serial % 9)))], top + 22 + index * 14);
  }
  return texts;
}

function row(texts: PlacedText[], cells: readonly string[], top: number): void {
  for (const [index, text] of cells.entries()) texts.push({ text, x: COLUMNS[index] ?? 0, top, size: 9 });
}
