/** One product as a sample document prints it. None of them is in the demo catalogue. */
export interface SampleProduct {
  sku: string;
  name: string;
  description: string;
  attributes: Record<string, string>;
  /** As printed, without currency. */
  price: string;
  moq: number;
}

type Row = [sku: string, name: string, price: string, moq: number, description: string, attributes: string];

/** Attributes are written `Name=value; Name=value`; empty for none. */
function products(rows: Row[]): SampleProduct[] {
  return rows.map(([sku, name, price, moq, description, attributes]) => ({
    sku,
    name,
    price,
    moq,
    description,
    attributes: Object.fromEntries(
      attributes
        .split('; ')
        .filter(Boolean)
        .map((pair) => pair.split('=') as [string, string]),
    ),
  }));
}

/** catalogue-en.pdf: Kestrelmoor Outfitters, camping gear, prices in USD. */
export const camping = products([
  [
    'KM-WG210',
    'Kestrelmoor Emberwell titanium wood-gas stove',
    '38.50',
    100,
    'Burns twigs almost without smoke thanks to its double wall and secondary air jets.',
    'Material=titanium; Weight=210 g; Diameter=110 mm; Packing=mesh sack',
  ],
  [
    'KM-HM145',
    'Kestrelmoor Dragonfly ultralight hammock',
    '21.90',
    200,
    'Ripstop hammock with tree-friendly straps that packs to the size of an orange.',
    'Material=20D ripstop nylon; Load=180 kg; Weight=290 g; Length=2.9 m',
  ],
  [
    'KM-GL020',
    'Kestrelmoor Glowthread guyline set',
    '4.75',
    500,
    'Reflective cord with a phosphorescent core that stays visible for six hours after dusk.',
    'Length=20 m; Diameter=3 mm; Breaking load=200 kg; Tensioners=8',
  ],
  [
    'KM-SB405',
    'Kestrelmoor Hoarfrost down quilt',
    '96.00',
    60,
    'Open-backed quilt for hammock campers with water-repellent goose down.',
    'Fill=850 cuin goose down; Comfort=-4 °C; Weight=640 g; Length=198 cm',
  ],
  [
    'KM-FL330',
    'Kestrelmoor Moonmoth inflatable camp lantern',
    '9.80',
    300,
    'Collapsible lantern that charges in the sun and glows in three warm tones.',
    'Output=130 lm; Run time=14 h; Protection=IP67; Weight=98 g',
  ],
  [
    'KM-TP512',
    'Kestrelmoor Larkspur two-person tarp tent',
    '74.20',
    80,
    'Single-wall shelter pitched with trekking poles, with a bathtub floor and two vestibules.',
    'Floor=210 x 125 cm; Weight=980 g; Water column=3000 mm; Seams=taped',
  ],
  [
    'KM-CK618',
    'Kestrelmoor Anvilhead nesting cook set',
    '27.40',
    150,
    'Two pots, a lid that serves as a pan and folding handles, anodised hard.',
    'Material=hard-anodised aluminium; Volume=1.8 l; Pieces=4; Weight=415 g',
  ],
  [
    'KM-WF077',
    'Kestrelmoor Clearbrook gravity water filter',
    '33.60',
    120,
    'Hollow-fibre filter that cleans four litres in five minutes without pumping.',
    'Pore size=0.1 micron; Flow=1.2 l/min; Life=1500 l; Weight=310 g',
  ],
  [
    'KM-PC240',
    'Kestrelmoor Wayfinder paracord bracelet kit',
    '2.35',
    1000,
    'Braided bracelet with fire steel, whistle and a small compass.',
    'Cord=type III 550; Length=2.4 m; Colours=6; Packing=blister card',
  ],
  [
    'KM-BX900',
    'Kestrelmoor Bearlock food canister',
    '41.25',
    90,
    'Bear-resistant canister with a coin-turn lid for a week of supplies.',
    'Material=polycarbonate; Volume=10.6 l; Weight=1.1 kg; Height=31 cm',
  ],
  [
    'KM-CT155',
    'Kestrelmoor Heronleg folding camp table',
    '29.95',
    100,
    'Roll-top table that stands firm on uneven ground.',
    'Material=aluminium; Top=60 x 40 cm; Load=30 kg; Weight=1.4 kg',
  ],
  [
    'KM-SN360',
    'Kestrelmoor Snowpetal snowshoes',
    '58.80',
    70,
    'Snowshoes with heel lift and steel crampons for mixed terrain.',
    'Length=64 cm; Load=100 kg; Crampons=stainless steel; Weight=1.9 kg',
  ],
]);

/** catalogue-zh.pdf: 青岚窑, tea ware, prices in CNY. */
export const teaWare = products([
  [
    'QL-T101',
    '青岚龙泉青瓷盖碗',
    '128.00',
    50,
    '梅子青釉，手工拉坯，冰裂纹自然细密。',
    '材质=龙泉青瓷; 容量=150 ml; 釉色=梅子青; 包装=锦盒',
  ],
  [
    'QL-T102',
    '青岚宜兴紫砂西施壶',
    '468.00',
    20,
    '原矿紫泥，全手工制作，出水流畅。',
    '材质=紫砂; 容量=220 ml; 工艺=全手工; 包装=木盒',
  ],
  [
    'QL-T103',
    '青岚天目兔毫建盏',
    '186.00',
    60,
    '高温窑变，兔毫纹清晰，一器一色。',
    '材质=建阳黑瓷; 口径=9.2 cm; 釉色=兔毫; 包装=礼盒',
  ],
  [
    'QL-T104',
    '青岚汝窑六人茶具套装',
    '352.00',
    30,
    '天青釉开片，茶汤浸润后纹路渐显。',
    '材质=汝瓷; 件数=10; 釉色=天青; 包装=礼盒',
  ],
  [
    'QL-T105',
    '青岚竹编公道杯',
    '76.50',
    100,
    '高硼硅玻璃内胆，外覆手工竹编，防烫。',
    '材质=高硼硅玻璃/竹; 容量=300 ml; 工艺=竹编; 包装=彩盒',
  ],
  [
    'QL-T106',
    '青岚柴烧茶叶罐',
    '145.00',
    40,
    '龙窑柴烧，落灰自然，密封防潮。',
    '材质=粗陶; 容量=500 ml; 工艺=柴烧; 包装=木盒',
  ],
  [
    'QL-T107',
    '青岚鎏金旅行茶具',
    '98.00',
    80,
    '一壶三杯收纳于便携包，适合商务出行。',
    '材质=陶瓷; 件数=5; 工艺=鎏金; 包装=旅行包',
  ],
  [
    'QL-T108',
    '青岚乌金石茶盘',
    '620.00',
    15,
    '整石雕刻，耐磨不裂，配排水管。',
    '材质=乌金石; 尺寸=60×30 cm; 重量=12 kg; 包装=木箱',
  ],
  [
    'QL-T109',
    '青岚铜胎珐琅茶则',
    '55.00',
    120,
    '铜胎珐琅彩绘，纹样取自敦煌壁画。',
    '材质=黄铜; 长度=16 cm; 工艺=珐琅; 包装=礼盒',
  ],
  [
    'QL-T110',
    '青岚侧把煮茶炉',
    '286.00',
    25,
    '电陶炉与侧把壶组合，可煮白茶与普洱。',
    '材质=陶瓷; 功率=800 W; 容量=700 ml; 包装=彩盒',
  ],
]);

/** price-list.pdf: Brineholt Marine Fittings, prices in USD, a ruled table. */
export const marine = products(
  [
    ['BM-1101', 'Bronze horn cleat 150 mm', '11.20', 100, 'bronze'],
    ['BM-1102', 'Bronze horn cleat 200 mm', '15.85', 100, 'bronze'],
    ['BM-1103', 'Bronze horn cleat 250 mm', '21.40', 80, 'bronze'],
    ['BM-1204', 'Folding pull-up cleat 125 mm', '18.60', 120, '316 steel'],
    ['BM-1205', 'Folding pull-up cleat 165 mm', '23.90', 120, '316 steel'],
    ['BM-1310', 'Closed-base fairlead 100 mm', '7.45', 200, '316 steel'],
    ['BM-1311', 'Open skene chock 130 mm', '9.10', 200, '316 steel'],
    ['BM-1420', 'Stanchion base 25 mm, 90 degrees', '12.75', 150, '316 steel'],
    ['BM-1421', 'Stanchion socket 30 mm, 60 degrees', '14.30', 150, '316 steel'],
    ['BM-1530', 'Teak-faced boarding ladder, 4 steps', '139.00', 20, 'teak / steel'],
    ['BM-1531', 'Telescopic boarding ladder, 3 steps', '86.50', 30, '316 steel'],
    ['BM-1640', 'Ratchet snatch block 57 mm', '64.20', 40, 'composite'],
    ['BM-1641', 'Twin sheave halyard block 40 mm', '29.95', 60, 'composite'],
    ['BM-1750', 'Swivel anchor connector 8 mm', '16.70', 100, 'duplex steel'],
    ['BM-1751', 'Swivel anchor connector 12 mm', '27.35', 80, 'duplex steel'],
    ['BM-1860', 'Plough anchor 10 kg, galvanised', '72.00', 25, 'galvanised'],
    ['BM-1861', 'Plough anchor 16 kg, galvanised', '108.40', 20, 'galvanised'],
    ['BM-1970', 'Bilge strum box 25 mm', '5.60', 300, 'nylon'],
    ['BM-1971', 'Skin fitting 38 mm with collar', '13.15', 200, 'bronze'],
    ['BM-1972', 'Seacock ball valve 1 1/2 inch', '34.80', 80, 'bronze'],
    ['BM-2080', 'Shackle, long D, 10 mm', '6.25', 400, '316 steel'],
    ['BM-2081', 'Snap shackle, swivel bail, 70 mm', '22.10', 150, '316 steel'],
    ['BM-2190', 'Masthead tricolour lamp, 2 nm', '48.95', 60, 'polycarbonate'],
    ['BM-2191', 'Folding radar reflector 30 cm', '19.40', 120, 'aluminium'],
  ].map(([sku, name, price, moq, material]) => [
    String(sku),
    String(name),
    String(price),
    Number(moq),
    '',
    `Material=${material}`,
  ]),
);

/** price-list-zh.pdf: 澄川仪器, laboratory glassware in Chinese and English, prices in CNY. */
export const labGlass = products(
  [
    ['CC-GB050', '高硼硅烧杯', 'Borosilicate beaker', '50 ml', '6.80', 200],
    ['CC-GB250', '高硼硅烧杯', 'Borosilicate beaker', '250 ml', '11.50', 200],
    ['CC-GB1000', '高硼硅烧杯', 'Borosilicate beaker', '1000 ml', '28.90', 100],
    ['CC-EF100', '三角烧瓶', 'Erlenmeyer flask', '100 ml', '9.20', 200],
    ['CC-EF500', '三角烧瓶', 'Erlenmeyer flask', '500 ml', '18.60', 100],
    ['CC-VF025', '容量瓶 A级', 'Volumetric flask class A', '25 ml', '22.40', 100],
    ['CC-VF100', '容量瓶 A级', 'Volumetric flask class A', '100 ml', '31.00', 100],
    ['CC-BU050', '酸式滴定管', 'Acid burette', '50 ml', '86.00', 30],
    ['CC-PI010', '单标线移液管', 'Volumetric pipette', '10 ml', '14.70', 150],
    ['CC-MC100', '具塞量筒', 'Stoppered cylinder', '100 ml', '19.80', 120],
    ['CC-SF250', '梨形分液漏斗', 'Pear separating funnel', '250 ml', '64.50', 40],
    ['CC-CD300', '蛇形冷凝管', 'Coil condenser', '300 mm', '78.00', 40],
    ['CC-RB500', '三口圆底烧瓶', 'Three-neck round flask', '500 ml', '95.20', 30],
    ['CC-DS240', '真空干燥器', 'Vacuum desiccator', '240 mm', '168.00', 20],
    ['CC-TT018', '离心试管', 'Centrifuge tube', '18×150 mm', '2.30', 1000],
    ['CC-PD090', '培养皿', 'Petri dish', '90 mm', '3.60', 800],
    ['CC-WB500', '广口试剂瓶', 'Wide-mouth reagent bottle', '500 ml', '16.40', 150],
    ['CC-CR050', '石英坩埚', 'Quartz crucible', '50 ml', '132.00', 20],
  ].map(([sku, name, english, size, price, moq]) => [
    String(sku),
    String(name),
    String(price),
    Number(moq),
    String(english),
    `规格=${size}`,
  ]),
);

/** spec-sheet.pdf: one machine. */
export const waterGenerator: SampleProduct = {
  sku: 'HX-900',
  name: 'HydroLark HX-900 atmospheric water generator',
  description: 'Condenses drinking water out of humid air for sites without a mains supply.',
  attributes: {
    'Water output': '90 l per day at 30 °C and 80 % RH',
    'Power supply': '230 V, 50 Hz, single phase',
    'Rated power': '1450 W',
    Refrigerant: 'R290',
    'Tank volume': '45 l',
    Filtration: 'activated carbon, 0.01 micron membrane, UV-C',
    'Noise level': '54 dB(A)',
    Dimensions: '620 x 680 x 1320 mm',
    'Net weight': '98 kg',
    Housing: '304 stainless steel',
    Certification: 'CE, RoHS',
    Warranty: '24 months',
  },
  price: '2,480.00',
  moq: 4,
};

/** scanned.pdf: beekeeping equipment, only as a picture. */
export const beekeeping = products(
  [
    ['HB-301', 'Radial honey extractor, 4 frames', '189.00', 10],
    ['HB-302', 'Tangential honey extractor, 2 frames', '126.50', 10],
    ['HB-310', 'Copper bee smoker, large', '17.80', 100],
    ['HB-315', 'Uncapping fork, steel', '3.95', 300],
    ['HB-320', 'Pine Langstroth hive, 10 frames', '68.00', 30],
    ['HB-333', 'Queen marking cage', '1.85', 500],
    ['HB-340', 'Beeswax foundation sheets, 25', '24.60', 80],
    ['HB-352', 'Ventilated beekeeper suit, XL', '46.75', 50],
  ].map(([sku, name, price, moq]) => [String(sku), String(name), String(price), Number(moq), '', '']),
);

/** encrypted.pdf: opens with this password only. */
export const encryptedPassword = 'tradewind';
