import { normalise } from './normalise.js';

export interface Country {
  code: string;
  name: string;
}

/** Code | English names and demonyms | Chinese | Spanish. */
const lines = `
GB | United Kingdom, UK, Great Britain, England, Scotland, Wales, British, London, Companies House | 英国, 伦敦 | Reino Unido
US | United States, USA, U.S., American, Delaware, New Jersey, California, Texas, Florida | 美国 | Estados Unidos
CN | China, PRC, Chinese, Shenzhen, Ningbo, Guangzhou, Shanghai, Yiwu | 中国, 深圳, 宁波, 广州, 上海, 义乌, 浙江, 广东 |
DE | Germany, German, Hamburg, Berlin | 德国 | Alemania
FR | France, French, Marseille, Paris | 法国 | Francia
ES | Spain, Spanish, Madrid, Valencia, Barcelona | 西班牙 | España
NO | Norway, Norwegian, Bergen, Oslo | 挪威 | Noruega
AE | United Arab Emirates, UAE, Emirati, Dubai, Sharjah | 阿联酋, 迪拜 | Emiratos Árabes Unidos
BR | Brazil, Brazilian, Santos, São Paulo | 巴西 | Brasil
AU | Australia, Australian, Sydney, Melbourne | 澳大利亚 |
NG | Nigeria, Nigerian, Lagos | 尼日利亚 |
CA | Canada, Canadian, Toronto, Vancouver | 加拿大 | Canadá
MX | Mexico, Mexican | 墨西哥 | México
IT | Italy, Italian | 意大利 | Italia
NL | Netherlands, Dutch, Rotterdam | 荷兰 | Países Bajos
PL | Poland, Polish | 波兰 | Polonia
TR | Türkiye, Turkey, Turkish | 土耳其 | Turquía
IN | India, Indian, Mumbai | 印度 |
VN | Vietnam, Vietnamese | 越南 |
JP | Japan, Japanese | 日本 | Japón
KR | South Korea, Korean | 韩国 | Corea del Sur
SG | Singapore | 新加坡 | Singapur
HK | Hong Kong | 香港 |
TH | Thailand, Thai | 泰国 | Tailandia
ZA | South Africa | 南非 | Sudáfrica
PT | Portugal, Portuguese | 葡萄牙 |
`;

interface Entry extends Country {
  patterns: { pattern: RegExp; name: string }[];
}

const countries: Entry[] = lines.split('\n').flatMap((line) => {
  const [code = '', ...names] = line.split('|').map((part) => part.trim());
  if (code === '') return [];
  const all = names.flatMap((part) => part.split(',').map((name) => name.trim())).filter(Boolean);
  return [{ code, name: all[0] ?? code, patterns: all.map((name) => ({ name, pattern: matcher(name) })) }];
});

/** A country by ISO code or by any of its names, undefined when it is not known. */
export function countryOf(text: string): Country | undefined {
  const trimmed = text.trim();
  return countries.find(({ code }) => code === trimmed.toUpperCase()) ?? findCountries(trimmed)[0];
}

/** The countries a text names, by country, demonym or known city, in the order of the list. */
export function findCountries(text: string): Country[] {
  const folded = normalise(text);
  return countries
    .filter(({ patterns }) => patterns.some(({ pattern }) => pattern.test(folded)))
    .map(({ code, name }) => ({ code, name }));
}

function matcher(name: string): RegExp {
  const folded = normalise(name).replaceAll('.', '\\.');
  return /\p{Script=Han}/u.test(folded) ? new RegExp(folded) : new RegExp(`(?<![\\p{L}])${folded}(?![\\p{L}])`, 'u');
}
