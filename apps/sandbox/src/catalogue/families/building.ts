import type { Family } from '../family.js';

const voltage = { label: 'Voltage|电压|Voltaje', values: ['220–240 V', '100–277 V', '24 V DC'] };
const cct = {
  label: 'Colour temperature|色温|Temperatura de color',
  values: ['3000 K', '4000 K', '6500 K', '2700–6500 K'],
};

export const building: Family[] = [
  {
    code: 'LDP',
    category: 'LED lighting',
    noun: 'LED panel light|LED面板灯|panel LED',
    about:
      'Flat back-lit panel for offices and schools, flicker-free, five years of warranty.|办公室和学校用直下式面板灯，无频闪，质保五年。|Panel plano para oficinas y escuelas, sin parpadeo, con cinco años de garantía.',
    traits: ['UGR19|低眩光|UGR19', 'dimmable|可调光|regulable', 'emergency|应急|de emergencia'],
    size: { label: 'Power|功率|Potencia', values: ['18 W', '36 W', '40 W', '60 W'] },
    attributes: [
      cct,
      voltage,
      { label: 'Size|尺寸|Medida', values: ['300 x 300 mm', '600 x 600 mm', '1200 x 300 mm'] },
    ],
    brands: ['Lumivante', 'Helloptik', 'Guanghe'],
    price: [5.8, 19.5],
    moq: [50, 100, 300],
    origins: ['China', 'China', 'Poland'],
  },
  {
    code: 'LFD',
    category: 'LED lighting',
    noun: 'LED floodlight|LED投光灯|proyector LED',
    about:
      'Die-cast outdoor floodlight for yards, façades and sports grounds.|压铸铝户外泛光灯，适用于庭院、外墙和球场。|Proyector de exterior de aluminio para patios, fachadas y canchas.',
    traits: ['IP66|IP66防水|IP66', 'motion-sensor|人体感应|con sensor de movimiento', 'RGB|全彩|RGB'],
    size: { label: 'Power|功率|Potencia', values: ['20 W', '50 W', '100 W', '200 W'] },
    attributes: [cct, voltage, { label: 'Beam angle|光束角|Ángulo', values: ['60°', '90°', '120°'] }],
    brands: ['Lumivante', 'Brightora', 'Guanghe'],
    price: [4.1, 38],
    moq: [50, 100, 200],
    origins: ['China'],
  },
  {
    code: 'LST',
    category: 'LED lighting',
    noun: 'LED strip light|LED灯带|tira LED',
    about:
      'Flexible light strip on a reel for coves, shelves and signs, cut every 5 cm.|成卷柔性灯条，用于灯槽、货架和招牌，每5厘米可剪。|Tira flexible en bobina para foseados, estantes y rótulos, cortable cada 5 cm.',
    traits: [
      'COB|COB无光斑|COB',
      'tunable-white|可调色温|de blanco regulable',
      'silicone-sleeved|硅胶套管|con funda de silicona',
    ],
    size: { label: 'Power|功率|Potencia', values: ['5 W/m', '10 W/m', '14 W/m', '20 W/m'] },
    attributes: [cct, { label: 'Length|长度|Longitud', values: ['5 m', '10 m', '50 m'] }],
    brands: ['Helloptik', 'Brightora', 'Guanghe'],
    price: [1.9, 16],
    moq: [100, 300, 500],
    origins: ['China'],
  },
  {
    code: 'LSL',
    category: 'LED lighting',
    noun: 'solar street light|太阳能路灯|farola solar',
    about:
      'All-in-one street lamp with panel, lithium battery and dusk sensor for roads without mains.|一体化路灯，集成光伏板、锂电池和光控，适合无市电道路。|Farola integrada con panel, batería de litio y sensor crepuscular para caminos sin red.',
    traits: ['all-in-one|一体化|integrada', 'split-type|分体式|de tipo separado'],
    size: { label: 'Power|功率|Potencia', values: ['30 W', '60 W', '100 W', '150 W'] },
    attributes: [
      { label: 'Battery|蓄电池|Batería', values: ['LiFePO4 20 Ah', 'LiFePO4 40 Ah', 'LiFePO4 60 Ah'] },
      { label: 'Pole height|灯杆高度|Altura', values: ['4 m', '6 m', '8 m'] },
    ],
    brands: ['Solvento', 'Brightora', 'Tianyang'],
    price: [42, 165],
    moq: [10, 20, 50],
    origins: ['China'],
  },
  {
    code: 'HXB',
    category: 'Fasteners',
    noun: 'hex bolt|六角螺栓|perno hexagonal',
    about:
      'Metric hexagon head bolt, fully threaded, supplied with a test certificate 3.1.|公制六角头全螺纹螺栓，附3.1检验证书。|Perno métrico de cabeza hexagonal, rosca completa, con certificado 3.1.',
    traits: [
      'zinc-plated|镀锌|cincado',
      'hot-dip galvanised|热镀锌|galvanizado en caliente',
      'A4 stainless|A4不锈钢|inoxidable A4',
      'black-oxide|发黑|pavonado',
    ],
    size: {
      label: 'Thread|螺纹|Rosca',
      values: ['M6 x 30', 'M8 x 40', 'M10 x 60', 'M12 x 80', 'M16 x 100', 'M20 x 120'],
    },
    attributes: [
      { label: 'Grade|强度等级|Grado', values: ['8.8', '10.9', '12.9'] },
      { label: 'Standard|标准|Norma', values: ['DIN 933', 'ISO 4017'] },
    ],
    brands: ['Ferrakraft', 'Torniman', 'Jinlian'],
    price: [0.02, 0.85],
    moq: [5000, 10000, 20000],
    origins: ['China', 'India', 'Italy'],
  },
  {
    code: 'SCW',
    category: 'Fasteners',
    noun: 'wood screw|木螺钉|tornillo para madera',
    about:
      'Countersunk chipboard screw with cutting point and waxed thread.|沉头刨花板螺丝，带割尾和上蜡螺纹。|Tornillo avellanado para aglomerado con punta cortante y rosca encerada.',
    traits: [
      'torx|梅花槽|torx',
      'yellow-zinc|彩锌|cincado amarillo',
      'outdoor-coated|户外涂层|con recubrimiento exterior',
    ],
    size: { label: 'Size|规格|Medida', values: ['3.5 x 30 mm', '4 x 50 mm', '5 x 70 mm', '6 x 100 mm'] },
    attributes: [
      {
        label: 'Packing|包装|Embalaje',
        values: ['200 per box|200支/盒|200 por caja', '1000 per carton|1000支/箱|1000 por cartón'],
      },
    ],
    brands: ['Ferrakraft', 'Schraubfix', 'Jinlian'],
    price: [0.008, 0.06],
    moq: [20000, 50000],
    origins: ['China', 'Poland'],
  },
  {
    code: 'ANC',
    category: 'Fasteners',
    noun: 'wedge anchor|膨胀螺栓|anclaje de cuña',
    about:
      'Through-bolt anchor for cracked concrete, approved for seismic loads.|用于开裂混凝土的膨胀锚栓，通过抗震认证。|Anclaje pasante para hormigón fisurado, aprobado para cargas sísmicas.',
    traits: ['zinc-plated|镀锌|cincado', 'A2 stainless|A2不锈钢|inoxidable A2'],
    size: { label: 'Thread|螺纹|Rosca', values: ['M8 x 75', 'M10 x 90', 'M12 x 110', 'M16 x 140'] },
    attributes: [{ label: 'Approval|认证|Aprobación', values: ['ETA option 1', 'ETA option 7'] }],
    brands: ['Ferrakraft', 'Torniman'],
    price: [0.12, 0.9],
    moq: [2000, 5000],
    origins: ['China', 'Germany'],
  },
  {
    code: 'FCT',
    category: 'Bathroom and sanitary',
    noun: 'basin mixer tap|面盆水龙头|grifo de lavabo',
    about:
      'Single-lever faucet with ceramic cartridge and water-saving aerator.|单把水龙头，陶瓷阀芯，节水起泡器。|Grifo monomando con cartucho cerámico y aireador de ahorro.',
    traits: ['chrome|镀铬|cromado', 'matt-black|哑黑|negro mate', 'brushed-gold|拉丝金|oro cepillado'],
    size: { label: 'Height|高度|Altura', values: ['150 mm', '210 mm', '300 mm'] },
    attributes: [
      {
        label: 'Material|材质|Material',
        values: ['brass|黄铜|latón', '304 stainless steel|304不锈钢|acero inoxidable 304'],
      },
    ],
    brands: ['Aquavento', 'Rivolet', 'Quanjie'],
    price: [9, 31],
    moq: [50, 100, 200],
    origins: ['China', 'Italy', 'Portugal'],
  },
  {
    code: 'TIL',
    category: 'Building materials',
    noun: 'porcelain floor tile|瓷砖|baldosa de porcelánico',
    about:
      'Rectified floor tile for halls, shops and terraces, frost-proof.|适用于大厅、商铺和露台的抛边地砖，抗冻。|Baldosa rectificada para vestíbulos, tiendas y terrazas, resistente a heladas.',
    traits: [
      'marble-look|仿大理石|efecto mármol',
      'wood-look|仿木纹|efecto madera',
      'anti-slip R11|防滑R11|antideslizante R11',
    ],
    size: { label: 'Size|尺寸|Medida', values: ['30 x 60 cm', '60 x 60 cm', '60 x 120 cm', '20 x 120 cm'] },
    attributes: [{ label: 'Thickness|厚度|Grosor', values: ['9 mm', '10 mm', '20 mm'] }],
    brands: ['Pavimora', 'Terralia', 'Foshan Yitao'],
    price: [5.2, 16],
    moq: [300, 600],
    origins: ['Spain', 'China', 'Italy'],
  },
];
