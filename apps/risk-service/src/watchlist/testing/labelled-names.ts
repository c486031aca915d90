/** A pair of names and whether they are one company's (or person's). Every name is invented. */
export interface LabelledPair {
  readonly a: string;
  readonly b: string;
  readonly same: boolean;
  /** What makes it easy or hard. */
  readonly kind: string;
}

const TELLING =
  `Ostrovia Kestrelmoor Brightwater Velmarin Quandara Tolvanen Zerkalo Mirabello Harrowgate Norvind Castellar Ambrosius Petrovna
   Duskfall Lindqvist Marzanna Okonkwo Fenwick Corvalis Altengard Sundgren Bellamont Drachenfels Ravenscar Tamarind Ilmarinen Yaroslav
   Gondolin Esperanza Montserrat Klingberg Vasquez Hollander Anatolia Bosphorus Carpathia Levantine Meridian Septimus Octavian`.split(
    /\s+/,
  );
const GENERIC = ['Trading', 'Shipping', 'Logistics', 'Petroleum', 'Industries', 'Electronics', 'Chemicals', 'Marine'];
const FORMS = ['Ltd', 'Limited', 'LLC', 'Inc', 'GmbH', 'FZE', 'S.A.', 'Co., Ltd.', 'PLC'];
const SAME_FORM: Readonly<Record<string, string>> = {
  Ltd: 'Limited',
  Limited: 'LTD.',
  'Co., Ltd.': 'Company Limited',
  Inc: 'Incorporated',
};

/** One name carried from script to script, as lists and buyers write it. */
const ACROSS_SCRIPTS: readonly (readonly [string, string])[] = [
  ['ООО «Восток-Транс»', 'Vostok-Trans LLC'],
  ['Акционерное общество «Зеркало Нефть»', 'JSC Zerkalo Neft'],
  ['Общество с ограниченной ответственностью "Ярославская Верфь"', 'OOO Yaroslavskaya Verf'],
  ['ТОВ «Київські Машини»', 'TOV Kyivski Mashyny'],
  ['Щукин Трейдинг', 'Shchukin Trading'],
  ['Δημητρίου Ναυτιλιακή', 'Dimitriou Naftiliaki'],
  ['Αφροδίτη Σίπινγκ', 'Afroditi Siping'],
  ['شركة النصر للتجارة', 'Al Nasr lil Tijara'],
  ['شركة المتحد', 'Al Muttahid Company'],
  ['深圳市宏达贸易有限公司', 'Shenzhen Hongda Trading Co., Ltd.'],
  ['广州腾岳进出口有限公司', 'Guangzhou Tengyue Import & Export Co Ltd'],
  ['宁波海运物流有限公司', 'Ningbo Shipping Logistics Ltd'],
  ['青岛蓝海石油化工股份有限公司', 'Qingdao Lanhai Petroleum Chemical Co., Ltd.'],
  ['Société Générale d’Ébénisterie', 'Societe Generale d Ebenisterie SA'],
  ['Łódź Stal Sp. z o.o.', 'Lodz Stal'],
  ['Müller & Söhne GmbH', 'Muller und Sohne GmbH'],
  ['Yusuf Abdurrahman', 'Youssouf Abdourahman'],
  ['Mohammed Khalil', 'Muhamad Halil'],
  ['Sergei Petrovich Ivanov', 'IVANOV, Sergey Petrovich'],
  ['Dmitry Kuznetsov', 'Dmitriy Kuznetzov'],
];

/** Names a careless comparison takes for one another. */
const LOOK_ALIKE: readonly (readonly [string, string])[] = [
  ['Ostrovia Petro Logistics FZE', 'Kestrel Petro Logistics FZE'],
  ['China National Machinery Import & Export', 'China National Electronics Import & Export'],
  ['Meridian Trade Partners Ltd', 'Meridian Tyre Partners Ltd'],
  ['Al Noor Trading LLC', 'Al Nasr Trading LLC'],
  ['Atlas Marine Services', 'Atlas Mining Services'],
  ['Golden Star Shipping', 'Golden Sun Shipping'],
  ['Blue Ocean Logistics', 'Blue Lagoon Logistics'],
  ['Ivan Petrov', 'Ivan Pavlov'],
  ['Sergei Ivanov', 'Andrei Ivanov'],
  ['Mohammed Al Rashid', 'Mahmoud Al Rashid'],
  ['深圳市宏达贸易有限公司', '深圳市恒泰贸易有限公司'],
  ['广州腾岳进出口有限公司', '广州腾飞进出口有限公司'],
  ['Nordic Timber AB', 'Nordic Steel AB'],
  ['First Industrial Bank', 'First Commercial Bank'],
  ['Pacific Trading Company', 'Atlantic Trading Company'],
  ['Rosneftegaz Trade', 'Rosmorport Trade'],
  ['Delta Foods GmbH', 'Delta Wood GmbH'],
  ['Hansa Maritime', 'Hansa Malting'],
  ['Tiger Electronics HK', 'Tigris Electronics HK'],
  ['Orient Express Cargo', 'Orion Express Cargo'],
  ['Silver Line Transport', 'Silver Lake Transport'],
];

/** One company (or person), abbreviated, transliterated by another rule, mistyped by a scanner. */
const WRITTEN_OTHERWISE: readonly (readonly [string, string])[] = [
  ['Al-Rashid Est.', 'Alrasheed Establishment'],
  ['Al Rasheed Trading Est', 'Al-Rashid Trdg. Establishment'],
  ['Al Mansoori Trdg. Co. LLC', 'Almansouri Trading Company LLC'],
  ['Gulf Intl Mfg Co', 'Gulf International Manufacturing Company'],
  ['Abdul Rahman Estab. for Trading', 'Abdulrahman Establishment for Trade'],
  ['Al Qahtani Bros. Co.', 'Al-Kahtani Brothers Company'],
  ['Hussein & Sons Intl. Trdg.', 'Husain and Sons International Trading'],
  ['Karachi Engg. Works Pvt. Ltd.', 'Karachi Engineering Works Private Limited'],
  ['Zerkalo Ind. Corp.', 'Zerkalo Industries Corporation'],
  ['Zerkalo Inds. Corp', 'Zerkalo Industries Corp'],
  ['Velmarin Svcs. LLC', 'Velmarin Services LLC'],
  ['Velmarin Mktg & Dist. Co', 'Velmarin Marketing and Distribution Company'],
  ['Tolvanen Transp. Oy', 'Tolvanen Transport Oy'],
  ['Khaleej Gen. Trdg. LLC', 'Al Khalij General Trading LLC'],
  ['Jumeirah Metals FZE', 'Jumeira Metals FZE'],
  ['Bin Laden Contracting Est.', 'Binladin Contracting Establishment'],
  ['Ostrovla Petro Logistics', 'Ostrovia Petro Logistics'],
  ['Kestreimoor Shipping', 'Kestrelmoor Shipping'],
  ['Drachenfeis GmbH', 'Drachenfels GmbH'],
  ['Brightwaier Holdings', 'Brightwater Holdings'],
  ['مؤسسة الرشيد للتجارة', 'Al Rasheed Trading Establishment'],
  ['شركة المنصوري العامة للتجارة', 'Al Mansouri General Trading Company'],
  ['الخليج الدولية', 'Al Khaleej International'],
  ['ООО «Сибирская Промышленная Компания»', 'Sibirskaya Promyshlennaya Kompaniya LLC'],
  ['АО Волгонефтехим', 'JSC Volganeftekhim'],
  ['ЗАО "Торговый дом Меркурий"', 'Trade House Merkury ZAO'],
  ['上海蓝鲸国际物流有限公司', 'Shanghai Lanjing International Logistics Co., Ltd.'],
  ['深圳市華強電子有限公司', '深圳市华强电子有限公司'],
  ['天津远大机械制造有限公司', 'Tianjin Yuanda Machinery Manufacturing Co Ltd'],
  ['株式会社山田製作所', '株式會社山田製作所'],
  ['Çelik İhracat A.Ş.', 'Celik Ihracat AS'],
  ['Distribuciones Peñalver, S.L.', 'Distribuciones Penalver SL'],
  ['Nguyễn Hải Vận Tải', 'Nguyen Hai Van Tai'],
  ['Παπαδόπουλος Εμπορική', 'Papadopoulos Emporiki'],
  ['Mohamed Al-Sayed', 'Muhammad El Sayyid'],
  ['Yousef Al Khoury', 'Yusuf Elkhouri'],
  ['Abdelkader Benali', 'Abd al-Qadir Ben Ali'],
  ['Oleksandr Shevchenko', 'Aleksandr Shevchenko'],
  ['Jaafar Haidari', 'Jafar Haydari'],
  ['Al Noor Trading', 'Al-Nour Trading'],
  ['Norvind A/S', 'NORVIND AS'],
  ['Sharif Brothers Intl', 'Shareef Bros International'],
];

/** One or two letters make another name of it. */
const ONE_LETTER_OFF: readonly (readonly [string, string])[] = [
  ['First Gulf Bank', 'First Golf Bank'],
  ['Delta Marine', 'Delta Maline Foods'],
  ['Blue Stone Trading', 'Blue Store Trading'],
  ['Royal Coast Shipping', 'Royal Coach Shipping'],
  ['Black Horse Logistics', 'Black House Logistics'],
  ['White River Mining', 'White Rider Mining'],
  ['Star Power Energy', 'Star Tower Energy'],
  ['Union Trust Bank', 'Union Truss Bank'],
  ['Ocean Bridge Cargo', 'Ocean Bride Cargo'],
  ['Metro Plaza Group', 'Metro Pizza Group'],
  ['Crown Castle Holdings', 'Crown Cattle Holdings'],
  ['North Beach Foods', 'North Peach Foods'],
  ['Silver Spring Ltd', 'Silver String Ltd'],
  ['Golden Eagle Trading', 'Golden Beagle Trading'],
  ['Global Steel Works', 'Global Steed Works'],
  ['Central Bank of Ruritania', 'Central Tank of Ruritania'],
  ['Al Noor Est.', 'Al Nasr Establishment'],
  ['Al Rashid Est.', 'Al Rashad Motors Est.'],
  ['Al Salam Trading', 'Al Salem Trading'],
  ['Al Farah Est.', 'Al Faraj Est.'],
  ['Hassan Trading', 'Hussein Trading'],
  ['Hamid Establishment', 'Hamdi Establishment'],
  ['Al Kabir General Trading', 'Al Kathir General Trading'],
  ['Saleh & Sons', 'Salah Motors'],
  ['Karim Trdg', 'Akram Trdg'],
  ['مؤسسة النور', 'مؤسسة النصر'],
  ['شركة السلام للتجارة', 'شركة الإسلام للبناء'],
  ['ООО Восток', 'ООО Восход'],
  ['АО Ромашка', 'АО Рубашка'],
  ['上海华联贸易有限公司', '上海华强贸易有限公司'],
  ['宁波东方电子有限公司', '宁波东风电子有限公司'],
  ['北京长城物流有限公司', '北京长成建设有限公司'],
  ['東京電力株式会社', '東京電気株式会社'],
  ['Meridian Intl Mfg Co', 'Median Intl Mfg Co'],
  ['Norvind Est.', 'Norwood Est.'],
  ['Castellar Industries', 'Castellan Foods'],
  ['Ravenscar Ltd', 'Ravenna Car Ltd'],
  ['Pacific Grain Co', 'Pacific Crane Co'],
  ['Mohammed Hassan', 'Mahmoud Hassan'],
  ['Maria Petrova', 'Marina Petrova'],
  ['Ivan Sokolov', 'Ivan Sokolsky'],
  ['General Trading Establishment', 'Gulf Trading Establishment'],
  ['Intl Mfg Co', 'National Mfg Co'],
];

/** The labelled set; `random` makes the same one every time. */
export function labelledPairs(random: () => number): LabelledPair[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const pairs: LabelledPair[] = [];
  const add = (kind: string, same: boolean, a: string, b: string) => pairs.push({ kind, same, a, b });
  for (let round = 0; round < 120; round += 1) {
    const first = pick(TELLING);
    const second = pick(TELLING.filter((word) => word !== first));
    const third = pick(TELLING.filter((word) => word !== first && word !== second));
    const generic = pick(GENERIC);
    const form = pick(FORMS);
    const name = `${first} ${second} ${generic} ${form}`;
    add(
      'legal form spelled otherwise',
      true,
      name,
      `${first} ${second} ${generic} ${SAME_FORM[form] ?? form.toUpperCase()}`,
    );
    add('legal form left out', true, name, `${first} ${second} ${generic}`);
    add(
      'capitals and punctuation',
      true,
      name,
      `${first.toUpperCase()}-${second.toUpperCase()} ${generic.toUpperCase()}, ${form}`,
    );
    add('words in another order', true, name, `${second} ${first} ${generic}`);
    add('written together', true, name, `${first}${second.toLowerCase()} ${generic} ${form}`);
    add('one letter mistyped', true, name, `${mistype(first, random)} ${second} ${generic} ${form}`);
    add('common word added', true, `${first} ${second} ${form}`, `${first} ${second} International ${form}`);
    add('first word as initial', true, `${first} ${second}`, `${first.slice(0, 1)}. ${second}`);
    add('another first word', false, name, `${third} ${second} ${generic} ${form}`);
    add('another second word', false, name, `${first} ${third} ${generic} ${form}`);
    add('only the trade in common', false, `${first} ${generic} ${form}`, `${third} ${generic} ${form}`);
    add('a longer name around it', false, `${first} ${form}`, `${first} ${second} ${third} ${generic} ${form}`);
  }
  for (const [a, b] of ACROSS_SCRIPTS) add('across scripts', true, a, b);
  for (const [a, b] of LOOK_ALIKE) add('look-alike', false, a, b);
  for (const [a, b] of WRITTEN_OTHERWISE) add('written otherwise', true, a, b);
  for (const [a, b] of ONE_LETTER_OFF) add('one letter off', false, a, b);
  return pairs;
}

/** Replaces, drops or swaps one letter inside a word. */
function mistype(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 3));
  const [before, letter = '', next = '', after] = [word.slice(0, at), word[at], word[at + 1], word.slice(at + 2)];
  const how = Math.floor(random() * 3);
  if (how === 0) return `${before}${next}${after}`;
  if (how === 1) return `${before}${next}${letter}${after}`;
  return `${before}${letter === 'e' ? 'a' : 'e'}${next}${after}`;
}
