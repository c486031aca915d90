import { chineseSheet } from './chinese-sheet.js';
import { latinSheet } from './latin-sheet.js';
import { catalogue, ruledTable } from './layouts.js';
import {
  beekeeping,
  camping,
  encryptedPassword,
  labGlass,
  marine,
  teaWare,
  waterGenerator,
  type SampleProduct,
} from './products.js';
import { scannedPriceList } from './scan.js';
import { margin, pageWidth } from './sheet.js';

function attribute(name: string): (product: SampleProduct) => string {
  return (product) => product.attributes[name] ?? '';
}

function englishCatalogue(): Promise<Buffer> {
  const sheet = latinSheet('Kestrelmoor Outfitters: camping catalogue 2025');
  catalogue(sheet, camping, {
    title: 'Kestrelmoor Outfitters',
    subtitle: 'Camping catalogue 2025 for trade customers',
    note: 'Prices are FOB Haiphong in US dollars. Samples on request, delivery 35 days after deposit.',
    sku: 'SKU',
    price: (price) => `Price: USD ${price} per piece`,
    moq: (quantity) => `MOQ: ${quantity} pcs`,
    origin: 'Origin: Vietnam',
    brand: 'Brand: Kestrelmoor',
    colon: ': ',
    page: (number) => `Page ${number}`,
  });
  return sheet.finish();
}

function chineseCatalogue(): Promise<Buffer> {
  const sheet = chineseSheet('青岚窑 2025 茶器产品目录');
  catalogue(sheet, teaWare, {
    title: '青岚窑茶器',
    subtitle: '2025年产品目录（外贸版）',
    note: '以下价格均为人民币出厂价，含13%增值税，交货期20天。',
    sku: '货号',
    price: (price) => `单价：￥${price}`,
    moq: (quantity) => `起订量：${quantity}件`,
    origin: '产地：中国浙江',
    brand: '品牌：青岚窑',
    colon: '：',
    page: (number) => `第${number}页`,
  });
  return sheet.finish();
}

function priceList(): Promise<Buffer> {
  const sheet = latinSheet('Brineholt Marine Fittings: price list');
  ruledTable(
    sheet,
    'Brineholt Marine Fittings – price list 2025',
    'All prices in USD, FOB Izmir. Made in Türkiye.',
    marine,
    [
      { label: 'Item No.', width: 70, cell: ({ sku }) => sku },
      { label: 'Product', width: 200, cell: ({ name }) => name },
      { label: 'Material', width: 80, cell: attribute('Material') },
      { label: 'Unit price (USD)', width: 85, cell: ({ price }) => price },
      { label: 'MOQ', width: 50, cell: ({ moq }) => String(moq) },
    ],
    14,
  );
  return sheet.finish();
}

function chinesePriceList(): Promise<Buffer> {
  const sheet = chineseSheet('澄川仪器 实验室玻璃器皿报价单');
  ruledTable(
    sheet,
    '澄川仪器 实验室玻璃器皿报价单 Price List',
    '价格单位：人民币元（含税） 产地：江苏盐城',
    labGlass,
    [
      { label: '序号', width: 36, cell: (_, index) => String(index + 1) },
      { label: '货号', width: 76, cell: ({ sku }) => sku },
      { label: '品名', width: 92, cell: ({ name }) => name },
      { label: 'Description', width: 142, cell: ({ description }) => description },
      { label: '规格', width: 66, cell: attribute('规格') },
      { label: '单价(元)', width: 50, cell: ({ price }) => price },
      { label: '起订量', width: 40, cell: ({ moq }) => String(moq) },
    ],
    25,
  );
  return sheet.finish();
}

function specSheet(): Promise<Buffer> {
  const { name, description, sku, price, moq, attributes } = waterGenerator;
  const sheet = latinSheet(`${name}: data sheet`);
  sheet.text(name, margin, 56, 18, true);
  sheet.text(description, margin, 86, 11);
  const rows = Object.entries({
    'Model No.': sku,
    Brand: 'HydroLark',
    ...attributes,
    'Unit price': `USD ${price}`,
    MOQ: `${moq} units`,
    Origin: 'Portugal',
  });
  for (const [index, [label, value]] of rows.entries()) {
    const y = 120 + index * 24;
    sheet.text(label, margin + 6, y + 7, 10, true);
    sheet.text(value, margin + 170, y + 7, 10);
    sheet.rule(margin, y, pageWidth - margin, y);
  }
  const bottom = 120 + rows.length * 24;
  sheet.rule(margin, bottom, pageWidth - margin, bottom);
  for (const x of [margin, margin + 164, pageWidth - margin]) sheet.rule(x, 120, x, bottom);
  return sheet.finish();
}

async function scanned(): Promise<Buffer> {
  const sheet = latinSheet('scan0042');
  sheet.image(await scannedPriceList('Hazelbrook Apiary Supplies – price list', beekeeping));
  return sheet.finish();
}

function encrypted(): Promise<Buffer> {
  const sheet = latinSheet('Confidential price list', { userPassword: encryptedPassword });
  sheet.text('Confidential price list', margin, 56, 18, true);
  sheet.text('SKU: ZZ-404  Price: USD 1.00', margin, 90, 11);
  return sheet.finish();
}

const errorPage = `<!doctype html>
<html><head><title>403 Forbidden</title></head>
<body><h1>403 Forbidden</h1><p>The link you followed has expired. Please ask the sender for a new one.</p></body></html>
`;

/** Every sample by file name, the broken ones included. */
export async function sampleDocuments(): Promise<Map<string, Buffer>> {
  const english = await englishCatalogue();
  return new Map([
    ['catalogue-en.pdf', english],
    ['catalogue-zh.pdf', await chineseCatalogue()],
    ['price-list.pdf', await priceList()],
    ['price-list-zh.pdf', await chinesePriceList()],
    ['spec-sheet.pdf', await specSheet()],
    ['scanned.pdf', await scanned()],
    ['encrypted.pdf', await encrypted()],
    ['not-a-pdf.pdf', Buffer.from(errorPage)],
    // Early enough that no page survives the loss of the cross-reference table.
    ['truncated.pdf', english.subarray(0, 600)],
    ['empty.pdf', Buffer.alloc(0)],
  ]);
}
