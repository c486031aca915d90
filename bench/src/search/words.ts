/** A noun with its category, and how it is called in Chinese and Spanish where the catalogue has it in those languages. */
export interface Noun {
  category: string;
  en: string;
  zh: string | undefined;
  es: string | undefined;
}

const LINES = `
Drinkware: vacuum flask|保温杯|termo; travel tumbler|随行杯|vaso térmico; sports bottle|运动水壶|botella deportiva; ceramic mug|陶瓷杯|taza de cerámica; glass teapot|玻璃茶壶|tetera de vidrio; lunch jar|焖烧罐; infant sippy cup; hip flask
Kitchenware: frying pan|平底锅|sartén; stock pot|汤锅|olla; cutting board|砧板|tabla de cortar; chef knife|厨师刀|cuchillo de chef; measuring spoon; salad spinner; whisk; storage canister|密封罐|bote de cocina; baking tray; colander
Lighting: desk lamp|台灯|lámpara de mesa; floodlight|投光灯|proyector; panel light|面板灯|panel de luz; street light|路灯|farola; strip light|灯带|tira de luz; headlamp|头灯|linterna frontal; pendant lamp; track spotlight
Fasteners: hex bolt|六角螺栓|perno hexagonal; wood screw|木螺钉|tornillo para madera; wedge anchor|膨胀螺栓|anclaje de cuña; lock nut|锁紧螺母|tuerca; flat washer|平垫圈|arandela plana; blind rivet|抽芯铆钉|remache; threaded rod; cable tie|扎带|brida
Power tools: cordless drill|手电钻|taladro; angle grinder|角磨机|amoladora; circular saw|电圆锯|sierra circular; heat gun|热风枪|pistola de calor; orbital sander; jigsaw; impact wrench|冲击扳手|llave de impacto; rotary hammer
Hand tools: combination plier|钢丝钳|alicate; adjustable wrench|活动扳手|llave ajustable; claw hammer|羊角锤|martillo; tape measure|卷尺|cinta métrica; socket set; utility knife; pipe cutter; hand trowel
Pumps: submersible pump|潜水泵|bomba sumergible; centrifugal pump|离心泵|bomba centrífuga; diaphragm pump|隔膜泵|bomba de diafragma; booster pump; hand pump; metering pump
Valves: ball valve|球阀|válvula de bola; gate valve|闸阀|válvula de compuerta; check valve|止回阀|válvula de retención; butterfly valve|蝶阀|válvula de mariposa; solenoid valve|电磁阀|electroválvula; pressure reducer
Bearings: ball bearing|滚珠轴承|rodamiento de bolas; roller bearing|滚柱轴承|rodamiento de rodillos; pillow block; thrust bearing; linear guide|直线导轨|guía lineal; spherical bearing
Solar energy: solar panel|太阳能板|panel solar; hybrid inverter|混合逆变器|inversor híbrido; charge controller|充电控制器|controlador de carga; battery pack|电池组|batería; mounting rail; junction box; power station|储能电源|estación de energía
Cables: extension cord|延长线|cable alargador; charging cable|充电线|cable de carga; patch cord|网线|cable de red; power strip|插排|regleta; coaxial cable; control cable; welding cable
Electronics: wireless earbuds|无线耳机|auriculares inalámbricos; power bank|移动电源|batería externa; bluetooth speaker|蓝牙音箱|altavoz bluetooth; phone case|手机壳|funda de móvil; webcam; card reader; smart plug|智能插座|enchufe inteligente; dash camera
Bags: laptop backpack|双肩包|mochila; trolley suitcase|拉杆箱|maleta; tote bag|手提袋|bolsa; duffel bag|旅行袋|bolso de viaje; waist pack; cooler bag|保温袋|bolsa nevera; garment bag
Textiles: bath towel|浴巾|toalla de baño; bed sheet|床单|sábana; blackout curtain|遮光窗帘|cortina opaca; fleece blanket|毛毯|manta; cushion cover; table runner; kitchen apron|围裙|delantal; shower curtain
Apparel: polo shirt|T恤|camiseta polo; rain jacket|雨衣|chubasquero; work trousers; safety vest|反光背心|chaleco reflectante; knitted beanie; wool scarf|围巾|bufanda; running socks|袜子|calcetines; hoodie
Safety: safety helmet|安全帽|casco de seguridad; nitrile gloves|丁腈手套|guantes de nitrilo; dust mask|防尘口罩|mascarilla; ear muffs; safety goggles|护目镜|gafas de seguridad; fall arrest harness; fire extinguisher|灭火器|extintor
Packaging: corrugated box|瓦楞纸箱|caja de cartón; stretch film|缠绕膜|film estirable; packing tape|封箱胶带|cinta de embalar; bubble mailer; kraft paper bag|牛皮纸袋|bolsa de papel kraft; pallet wrap; zipper pouch
Furniture: office chair|办公椅|silla de oficina; standing desk|升降桌|escritorio elevable; filing cabinet|文件柜|archivador; bar stool|吧椅|taburete; folding table|折叠桌|mesa plegable; bookcase; shoe rack|鞋架|zapatero
Garden: pruning shears|修枝剪|tijeras de podar; garden hose|花园水管|manguera; pressure sprayer|喷雾器|pulverizador; lawn mower; plant pot|花盆|maceta; camping tent|帐篷|tienda de campaña; hammock; patio umbrella
Toys: building blocks|积木|bloques de construcción; plush animal|毛绒玩具|peluche; jigsaw puzzle|拼图|rompecabezas; remote control car|遥控车|coche teledirigido; wooden train; kite; board game
Bathroom: basin mixer|面盆龙头|grifo de lavabo; shower head|花洒|alcachofa de ducha; toilet seat|马桶盖|asiento de inodoro; towel rail; floor drain|地漏|sumidero; mirror cabinet; soap dispenser
Automotive: brake pad|刹车片|pastilla de freno; oil filter|机油滤清器|filtro de aceite; wiper blade|雨刮片|escobilla; car charger|车载充电器|cargador de coche; tyre inflator; roof rack; floor mat|脚垫|alfombrilla
Medical: digital thermometer|电子体温计|termómetro digital; wheelchair|轮椅|silla de ruedas; blood pressure monitor|血压计|tensiómetro; elastic bandage; walking frame; syringe|注射器|jeringa
Stationery: ballpoint pen|圆珠笔|bolígrafo; spiral notebook|笔记本|cuaderno; desk organiser; highlighter; ring binder; correction tape; whiteboard|白板|pizarra blanca
Machinery: packaging machine|包装机|máquina de envasado; conveyor belt|输送带|cinta transportadora; air compressor|空气压缩机|compresor de aire; laser engraver|激光雕刻机|grabadora láser; injection mould; gear reducer|减速机|reductor; hydraulic cylinder|液压缸|cilindro hidráulico`;

export const NOUNS: readonly Noun[] = LINES.trim()
  .split('\n')
  .flatMap((line) => {
    const [category = '', nouns = ''] = line.split(': ');
    return nouns.split('; ').map((noun) => {
      const [en = '', zh, es] = noun.split('|');
      return { category, en, zh, es };
    });
  });

const list = (text: string): string[] => text.split(', ');

/** In parallel: the same position means the same in each language. */
export const TRAITS = {
  en: list(
    'leakproof, foldable, rechargeable, heavy-duty, lightweight, waterproof, insulated, stackable, adjustable, portable, non-slip, anti-static, double-wall, quick-release, dimmable, magnetic, self-locking, high-pressure, low-noise, corrosion-resistant, food-grade, recycled, wireless, compact, industrial, premium, reusable, extra-long, reinforced, two-stage',
  ),
  zh: list(
    '防漏, 折叠, 充电式, 重型, 轻便, 防水, 隔热, 可叠放, 可调节, 便携, 防滑, 防静电, 双层, 快拆, 可调光, 磁吸, 自锁, 高压, 静音, 耐腐蚀, 食品级, 再生, 无线, 紧凑型, 工业级, 高端, 可重复使用, 加长, 加强, 两级',
  ),
  es: list(
    'hermético, plegable, recargable, de uso intensivo, ligero, impermeable, aislado, apilable, ajustable, portátil, antideslizante, antiestático, de doble pared, de cierre rápido, regulable, magnético, autoblocante, de alta presión, silencioso, anticorrosivo, alimentario, reciclado, inalámbrico, compacto, industrial, premium, reutilizable, extralargo, reforzado, de dos etapas',
  ),
} as const;

export const MATERIALS = {
  en: list(
    'stainless steel, aluminium, brass, ABS plastic, polypropylene, silicone, bamboo, oak wood, borosilicate glass, ceramic, cotton, polyester, nylon, genuine leather, carbon steel, cast iron, rubber, titanium, zinc alloy, PVC',
  ),
  zh: list(
    '不锈钢, 铝合金, 黄铜, ABS塑料, 聚丙烯, 硅胶, 竹, 橡木, 高硼硅玻璃, 陶瓷, 棉, 涤纶, 尼龙, 真皮, 碳钢, 铸铁, 橡胶, 钛, 锌合金, PVC',
  ),
  es: list(
    'acero inoxidable, aluminio, latón, plástico ABS, polipropileno, silicona, bambú, madera de roble, vidrio borosilicato, cerámica, algodón, poliéster, nailon, cuero, acero al carbono, hierro fundido, caucho, titanio, aleación de zinc, PVC',
  ),
} as const;

export const COLOURS = {
  en: list('black, white, red, navy blue, forest green, silver, grey, orange, yellow, pink, natural, bronze'),
  zh: list('黑色, 白色, 红色, 藏青色, 墨绿色, 银色, 灰色, 橙色, 黄色, 粉色, 原色, 古铜色'),
  es: list('negro, blanco, rojo, azul marino, verde bosque, plata, gris, naranja, amarillo, rosa, natural, bronce'),
} as const;

export const USES = {
  en: list(
    'hotels and restaurants, outdoor camping, construction sites, home offices, food processing plants, school programmes, retail gift sets, hospitals and clinics, vehicle workshops, agricultural irrigation, warehouses, marine equipment',
  ),
  zh: list(
    '酒店餐厅, 户外露营, 建筑工地, 家庭办公, 食品加工, 学校项目, 零售礼品, 医院诊所, 汽车维修, 农业灌溉, 仓储物流, 船舶设备',
  ),
  es: list(
    'hoteles y restaurantes, acampada, obras de construcción, oficinas en casa, plantas de alimentos, programas escolares, regalos, hospitales y clínicas, talleres, riego agrícola, almacenes, equipos marinos',
  ),
} as const;

export const LABELS = {
  en: ['Material', 'Colour', 'Size'],
  zh: ['材质', '颜色', '规格'],
  es: ['Material', 'Color', 'Medida'],
} as const;

export const SIZES: readonly string[] = list(
  '250 ml, 350 ml, 500 ml, 750 ml, 1 l, 2 l, 5 l, 10 mm, 12 mm, 20 mm, 30 mm, 50 mm, 100 mm, 30 cm, 45 cm, 60 cm, 120 cm, 1.5 m, 3 m, 10 m, 12 V, 24 V, 220 V, 20 W, 50 W, 100 W, 1.5 kW, 3 kW, 5 kW, 100 g, 250 g, 1 kg, 5 kg, 20 kg, M6, M8, M10, M12, DN25, DN50',
);

export const ORIGINS: readonly string[] = list(
  'China, China, China, China, Vietnam, India, Türkiye, Italy, Spain, Mexico',
);

const SYLLABLES = list(
  'ka, lo, mi, ren, tor, vel, sun, dra, pho, quin, bex, zan, ori, lum, fer, gal, nov, pra, shi, wu, tek, var, hol, cas, dom',
);

/** 15,625 invented names, of which a tenant uses some. */
export function brandName(number: number): string {
  const part = (index: number): string => SYLLABLES[index % SYLLABLES.length] ?? '';
  const name = part(number) + part(Math.floor(number / 25)) + part(Math.floor(number / 625));
  return name.charAt(0).toUpperCase() + name.slice(1);
}
