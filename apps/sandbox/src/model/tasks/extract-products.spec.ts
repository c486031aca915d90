import { describe, expect, it } from '@jest/globals';
import { extractProducts } from './extract-products.js';

const read = (...texts: string[]) =>
  extractProducts({ task: 'extract_products', pages: texts.map((text, index) => ({ page: index + 1, text })) })
    .products;

describe('extract_products', () => {
  it('reads a heading with labelled lines', () => {
    const [product] = read(
      'Emberwell wood-gas stove\nBurns twigs almost without smoke.\nSKU: KM-WG210\nPrice: USD 1,038.50 per piece\nMOQ: 100 pcs\nMaterial: titanium\nCountry of origin: Vietnam',
    );
    expect(product).toEqual({
      sku: 'KM-WG210',
      name: 'Emberwell wood-gas stove',
      brand: null,
      model: null,
      category: null,
      description: 'Burns twigs almost without smoke.',
      attributes: [{ name: 'Material', value: 'titanium' }],
      price_amount: '1038.50',
      price_currency: 'USD',
      min_order_quantity: 100,
      origin: 'Vietnam',
      page: 1,
    });
  });

  it('reads Chinese labels', () => {
    const [product] = read('青瓷盖碗\n货号：QL-T101\n品牌：青岚窑\n单价：￥128.00\n起订量：50套\n产地：中国浙江');
    expect(product).toMatchObject({
      sku: 'QL-T101',
      name: '青瓷盖碗',
      brand: '青岚窑',
      price_amount: '128.00',
      price_currency: 'CNY',
      min_order_quantity: 50,
      origin: '中国浙江',
    });
  });

  it('reads a table by its head, over pages, with the currency of the column', () => {
    const products = read(
      'Item No.\tProduct\tMaterial\tUnit price (EUR)\tMOQ\nBM-1\tHorn cleat\tbronze\t11.20\t100',
      'BM-1101\tLong cleat\tsteel\t9.10\t50',
    );
    expect(products).toEqual([
      expect.objectContaining({ sku: 'BM-1', price_amount: '11.20', price_currency: 'EUR', page: 1 }),
      expect.objectContaining({
        sku: 'BM-1101',
        name: 'Long cleat',
        attributes: [{ name: 'Material', value: 'steel' }],
        page: 2,
      }),
    ]);
  });

  it('reads rows whose cells cannot be told apart', () => {
    const [product] = read('序号 货号 品名 规格 单价(元) 起订量\n1 CC-GB050 高硼硅烧杯 50 ml 6.80 200');
    expect(product).toMatchObject({
      sku: 'CC-GB050',
      price_amount: '6.80',
      price_currency: 'CNY',
      min_order_quantity: 200,
    });
  });

  it('tells labelled values apart that lost their line breaks', () => {
    const [product] = read('Honey extractor\nSKU: HB-301 Price: EUR 189.00 MOQ: 10');
    expect(product).toMatchObject({
      sku: 'HB-301',
      price_amount: '189.00',
      price_currency: 'EUR',
      min_order_quantity: 10,
    });
  });

  it('reads decimal commas, prices by terms of delivery, and article numbers in groups', () => {
    expect(read('Referencia\tArtículo\tPrecio\tPedido mínimo\nCT-2041\tLavabo 80 cm\t1.480,90 €\t1 ud.')).toMatchObject(
      [{ price_amount: '1480.90', price_currency: 'EUR', min_order_quantity: 1 }],
    );
    expect(read('Solar lamp Luna\nModel: SO-LN20\nFOB Ningbo: USD 6.45 / pc')).toMatchObject([
      { sku: 'SO-LN20', price_amount: '6.45', price_currency: 'USD' },
    ]);
    expect(read('Hose couplings\nPart no.\tThread\tPrice [EUR/100 pcs]\nAF 14-G38\tG 3/8"\t312.00')).toMatchObject([
      { sku: 'AF 14-G38', name: 'Hose couplings', price_amount: '312.00', price_currency: 'EUR' },
    ]);
  });

  it('finds nothing in prose', () => {
    expect(read('Dear customers, our office is closed from 1 to 7 October 2025. Prices rise by 4.50 percent.')).toEqual(
      [],
    );
  });
});
