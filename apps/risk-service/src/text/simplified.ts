import { Converter } from 'opencc-js/t2cn';

const toSimplified = Converter({ from: 't', to: 'cn' });
const HAN = /\p{Script=Han}/u;

/** Chinese text in simplified characters, of the same length: "有限責任公司" and "有限责任公司" become one. Other text is left as it is. */
export function simplified(text: string): string {
  if (!HAN.test(text)) return text;
  const converted = toSimplified(text);
  // Positions in the one must be positions in the other; characters are converted one by one, phrases may not be.
  return converted.length === text.length ? converted : [...text].map((character) => toSimplified(character)).join('');
}
