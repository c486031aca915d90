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
