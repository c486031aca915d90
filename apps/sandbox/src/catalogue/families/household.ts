import type { Family } from '../family.js';

const material = 'Material|材质|Material';
const colour = 'Colour|颜色|Color';
const colours = [
  'black|黑色|negro',
  'white|白色|blanco',
  'sage green|灰绿色|verde salvia',
  'navy|藏青色|azul marino',
  'coral|珊瑚色|coral',
];

export const household: Family[] = [
  {
    code: 'VFL',
    category: 'Drinkware',
    noun: 'stainless steel vacuum flask|不锈钢真空保温杯|termo de acero inoxidable',
    about:
      'Double-wall insulated bottle that keeps drinks hot for 12 hours and cold for 24, for retail and hotel programmes.|双层真空保温瓶，保热12小时、保冷24小时，适合零售和酒店采购。|Botella térmica de doble pared que mantiene el calor 12 horas y el frío 24, para comercio y hoteles.',
    traits: [
      'leakproof|防漏|hermético',
      'wide-mouth|大口径|de boca ancha',
      'one-touch lid|弹盖|con tapa de un toque',
      'powder-coated|喷塑|con pintura en polvo',
    ],
    size: { label: 'Capacity|容量|Capacidad', values: ['350 ml', '500 ml', '750 ml', '1000 ml'] },
    attributes: [
      {
        label: material,
        values: [
          '304 stainless steel|304不锈钢|acero inoxidable 304',
          '316 stainless steel|316不锈钢|acero inoxidable 316',
        ],
      },
      { label: colour, values: colours },
    ],
    brands: ['Thermelio', 'Nordkruus', 'Haiyun'],
    price: [2.9, 7.8],
    moq: [200, 500, 1000],
    origins: ['China', 'China', 'Vietnam', 'India'],
  },
  {
    code: 'TMB',
    category: 'Drinkware',
    noun: 'travel tumbler|随行杯|vaso térmico',
    about:
      'Insulated mug with a splash-proof slider lid that fits car cup holders.|隔热车载杯，配防溅滑盖，适合汽车杯架。|Vaso aislado con tapa antisalpicaduras que cabe en el portavasos del coche.',
    traits: ['ceramic-lined|陶瓷内胆|con interior cerámico', 'handled|带手柄|con asa', 'straw-lid|吸管|con pajita'],
    size: { label: 'Capacity|容量|Capacidad', values: ['12 oz', '20 oz', '30 oz', '40 oz'] },
    attributes: [
      {
        label: material,
        values: ['304 stainless steel|304不锈钢|acero inoxidable 304', 'recycled steel|再生钢|acero reciclado'],
      },
      { label: colour, values: colours },
    ],
    brands: ['Thermelio', 'Brumaro', 'Haiyun'],
    price: [3.4, 8.9],
    moq: [300, 500, 1000],
    origins: ['China', 'Vietnam'],
  },
  {
    code: 'MUG',
    category: 'Drinkware',
    noun: 'stoneware coffee mug|炻瓷咖啡杯|taza de café de gres',
    about:
      'Glazed coffee cup, safe in dishwasher and microwave, for cafés and gifts.|上釉咖啡杯，可用于洗碗机和微波炉，适合咖啡馆和礼品。|Taza esmaltada apta para lavavajillas y microondas, para cafeterías y regalos.',
    traits: ['reactive-glaze|窑变釉|de esmalte reactivo', 'stackable|可叠放|apilable', 'matte|哑光|mate'],
    size: { label: 'Capacity|容量|Capacidad', values: ['250 ml', '330 ml', '400 ml'] },
    attributes: [{ label: colour, values: colours }],
    brands: ['Lehmofen', 'Cantaro', 'Jingqi'],
    price: [0.95, 2.1],
    moq: [500, 1000, 2000],
    origins: ['China', 'Portugal', 'Türkiye'],
  },
  {
    code: 'PAN',
    category: 'Kitchenware',
    noun: 'non-stick frying pan|不粘煎锅|sartén antiadherente',
    about:
      'Forged aluminium skillet with a PFOA-free coating and an induction base.|锻造铝平底锅，不含PFOA涂层，适用于电磁炉。|Sartén de aluminio forjado con recubrimiento sin PFOA y base de inducción.',
    traits: [
      'granite-look|麦饭石|efecto granito',
      'ceramic-coated|陶瓷涂层|con recubrimiento cerámico',
      'detachable-handle|可拆手柄|con mango desmontable',
    ],
    size: { label: 'Diameter|直径|Diámetro', values: ['20 cm', '24 cm', '28 cm', '32 cm'] },
    attributes: [
      { label: material, values: ['forged aluminium|锻造铝|aluminio forjado', 'cast aluminium|铸铝|aluminio fundido'] },
      { label: 'Base|锅底|Base', values: ['induction|电磁炉通用|inducción', 'spiral|螺纹底|espiral'] },
    ],
    brands: ['Cocinova', 'Fjellgryte', 'Chuyi'],
    price: [4.2, 11.5],
    moq: [100, 300, 500],
    origins: ['China', 'Italy', 'Türkiye'],
  },
  {
    code: 'KNF',
    category: 'Kitchenware',
    noun: "chef's knife|厨师刀|cuchillo de chef",
    about:
      'Full-tang kitchen knife of German steel, ground by hand to 15 degrees a side.|全龙骨厨刀，德国钢材，手工开刃，每侧15度。|Cuchillo de cocina de espiga completa, acero alemán, afilado a mano a 15 grados.',
    traits: [
      'damascus|大马士革纹|damasquinado',
      'pakkawood-handle|彩木柄|con mango de pakka',
      'granton-edge|凹槽|con alvéolos',
    ],
    size: { label: 'Blade length|刀刃长度|Hoja', values: ['15 cm', '20 cm', '25 cm'] },
    attributes: [{ label: 'Steel|钢材|Acero', values: ['1.4116', '10Cr15CoMoV', '1.4034'] }],
    brands: ['Schnittwerk', 'Cocinova', 'Yangjiang Lifeng'],
    price: [6.5, 24],
    moq: [100, 200, 500],
    origins: ['China', 'Germany', 'Portugal'],
  },
  {
    code: 'LBX',
    category: 'Kitchenware',
    noun: 'bento lunch box|便当饭盒|fiambrera bento',
    about:
      'Food container with snap lids and dividers for schools and canteens.|带卡扣盖和分格的保鲜盒，适合学校和食堂。|Recipiente para alimentos con cierres y divisiones para escuelas y comedores.',
    traits: ['glass|玻璃|de vidrio', 'bamboo-lid|竹盖|con tapa de bambú', 'wheat-fibre|小麦纤维|de fibra de trigo'],
    size: { label: 'Capacity|容量|Capacidad', values: ['600 ml', '900 ml', '1200 ml'] },
    attributes: [
      { label: colour, values: colours },
      { label: 'Compartments|分格数|Compartimentos', values: ['1', '2', '3'] },
    ],
    brands: ['Merendo', 'Haiyun', 'Brumaro'],
    price: [1.8, 4.9],
    moq: [500, 1000],
    origins: ['China', 'Vietnam'],
  },
  {
    code: 'CUT',
    category: 'Kitchenware',
    noun: 'bamboo cutting board|竹砧板|tabla de cortar de bambú',
    about:
      'Chopping board of carbonised bamboo with a juice groove.|碳化竹菜板，带汁槽。|Tabla de picar de bambú carbonizado con canal para jugos.',
    traits: ['reversible|双面|reversible', 'end-grain|立纹|de testa', 'hanging|可悬挂|para colgar'],
    size: { label: 'Size|尺寸|Medida', values: ['30 x 20 cm', '38 x 28 cm', '45 x 32 cm'] },
    attributes: [{ label: 'Thickness|厚度|Grosor', values: ['15 mm', '18 mm', '25 mm'] }],
    brands: ['Bambusano', 'Cocinova', 'Zhuxin'],
    price: [2.4, 7.2],
    moq: [200, 500],
    origins: ['China', 'Vietnam'],
  },
  {
    code: 'TWL',
    category: 'Textiles',
    noun: 'cotton bath towel|纯棉浴巾|toalla de baño de algodón',
    about:
      'Ring-spun terry towel for hotels and spas, withstands 200 washes.|环锭纺毛圈浴巾，适合酒店和水疗，可洗涤200次。|Toalla de rizo de algodón para hoteles y spas, resiste 200 lavados.',
    traits: ['hotel-grade|酒店级|para hotel', 'zero-twist|无捻|sin torsión', 'organic|有机|orgánica'],
    size: { label: 'Size|尺寸|Medida', values: ['50 x 90 cm', '70 x 140 cm', '100 x 150 cm'] },
    attributes: [
      { label: 'Weight|克重|Gramaje', values: ['450 g/m²', '550 g/m²', '650 g/m²'] },
      { label: colour, values: colours },
    ],
    brands: ['Anadora', 'Felpa Fina', 'Yunmian'],
    price: [1.9, 9.4],
    moq: [300, 600, 1200],
    origins: ['Türkiye', 'India', 'China', 'Portugal'],
  },
  {
    code: 'BED',
    category: 'Textiles',
    noun: 'bed sheet set|床品四件套|juego de sábanas',
    about:
      'Bedding set with duvet cover and pillowcases in easy-care weave.|包含被套和枕套的床上用品，易打理。|Juego de cama con funda nórdica y fundas de almohada de fácil cuidado.',
    traits: ['satin|缎纹|de satén', 'linen-blend|亚麻混纺|de mezcla de lino', 'percale|高支棉|de percal'],
    size: { label: 'Bed|床尺寸|Cama', values: ['90 x 200 cm', '150 x 200 cm', '180 x 200 cm', '200 x 200 cm'] },
    attributes: [
      { label: 'Thread count|支数|Hilos', values: ['200', '300', '400'] },
      { label: colour, values: colours },
    ],
    brands: ['Anadora', 'Notturno', 'Yunmian'],
    price: [9.5, 28],
    moq: [100, 200, 300],
    origins: ['India', 'Türkiye', 'China'],
  },
  {
    code: 'TSH',
    category: 'Textiles',
    noun: 'cotton T-shirt|纯棉T恤|camiseta de algodón',
    about:
      'Pre-shrunk crew-neck T-shirt for printing, side seams, tear-off label.|预缩水圆领文化衫，适合印花，侧缝，可撕领标。|Camiseta de cuello redondo para estampar, con costuras laterales.',
    traits: ['heavyweight|重磅|pesada', 'recycled|再生棉|reciclada', 'slim-fit|修身|entallada'],
    size: { label: 'Sizes|尺码|Tallas', values: ['S–XL', 'XS–3XL', 'kids 92–164'] },
    attributes: [
      { label: 'Weight|克重|Gramaje', values: ['160 g/m²', '185 g/m²', '220 g/m²'] },
      { label: colour, values: colours },
    ],
    brands: ['Plainwright', 'Hilo Verde', 'Yunmian'],
    price: [1.7, 4.6],
    moq: [500, 1000, 3000],
    origins: ['Bangladesh', 'China', 'Türkiye'],
  },
];
