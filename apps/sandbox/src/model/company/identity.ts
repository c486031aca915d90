import { countryOf, findCountries } from '../../text/countries.js';
import { normalise } from '../../text/normalise.js';

const latinForms =
  'ltd limited llc inc incorporated corp corporation co company plc llp pty gmbh ag kg sa sarl sas sl slu spa srl bv nv as aps ab oy fze fzco fz ltda lda pte sdn bhd kk';
const formWords = new Set(latinForms.split(' '));
const hanForms = /(?:股份有限公司|有限责任公司|有限公司|集团|公司)$/;

/** Forms that are written in more than one way. */
const sameForm: Record<string, string> = {
  limited: 'ltd',
  incorporated: 'inc',
  corporation: 'corp',
  company: 'co',
  slu: 'sl',
};

export interface Subject {
  name: string;
  country: string;
  registrationNumber: string | null;
}

export type Identity = 'same' | 'namesake' | 'unrelated';

interface Name {
  core: string;
  form: string | null;
}

/** `Meridian Trade Partners Ltd.` → core `meridian trade partners`, form `ltd`. */
export function splitName(name: string): Name {
  const folded = normalise(name)
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[.,&()（）'’"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (/\p{Script=Han}/u.test(folded)) return { core: folded.replace(hanForms, ''), form: null };
  const words = folded.split(' ');
  const forms: string[] = [];
  while (words.length > 1 && formWords.has(words.at(-1) ?? '')) forms.unshift(words.pop() ?? '');
  return { core: words.join(' '), form: formOf(forms) };
}

/**
 * Whether a text speaks of the subject. Another legal form after the name, another registration number, or only other
 * countries make it a namesake; without the name it is unrelated.
 */
export function identify(subject: Subject, text: string): Identity {
  const own = splitName(subject.name);
  const folded = normalise(text)
    .replace(/\b([a-z])\.(?=[a-z]\b)/g, '$1')
    .replace(/[.,&()（）'’"]/g, ' ')
    .replace(/\s+/g, ' ');
  if (!folded.includes(own.core)) return 'unrelated';
  const number = subject.registrationNumber?.replace(/[\s-]/g, '').toLowerCase();
  if (number !== undefined && number !== '' && folded.replace(/[\s-]/g, '').includes(number)) return 'same';
  const forms = formsAfter(folded, own.core);
  if (own.form !== null && forms.length > 0 && !forms.includes(own.form)) return 'namesake';
  if (number !== undefined && number !== '' && statedNumbers(text).length > 0) return 'namesake';
  const home = countryOf(subject.country);
  const named = findCountries(text);
  if (home === undefined || named.length === 0 || named.some(({ code }) => code === home.code)) return 'same';
  // The own legal form outweighs a foreign country, which may be where the goods went.
  return own.form !== null && forms.includes(own.form) ? 'same' : 'namesake';
}

/** The legal form behind each mention of the name. */
function formsAfter(folded: string, core: string): string[] {
  const forms: string[] = [];
  for (let at = folded.indexOf(core); at >= 0; at = folded.indexOf(core, at + 1)) {
    const following = folded
      .slice(at + core.length)
      .trimStart()
      .split(' ');
    const run = following.slice(
      0,
      following.findIndex((word) => !formWords.has(word)),
    );
    const form = formOf(following.every((word) => formWords.has(word)) ? following : run);
    if (form !== null) forms.push(form);
  }
  return forms;
}

/** What tells companies apart in a run of forms: `company limited` is a Ltd, `pty ltd` a Pty. */
function formOf(run: readonly string[]): string | null {
  const form = run.find((word) => word !== 'co' && word !== 'company') ?? run[0];
  return form === undefined ? null : (sameForm[form] ?? form);
}

function statedNumbers(text: string): string[] {
  const stated =
    /(?:company (?:number|no\.?)|registration (?:number|no\.?)|reg(?:\.|istered) no\.?|file number|统一社会信用代码|注册号|CNPJ|NIF|HRB)\s*[:：#]?\s*([A-Z0-9][A-Z0-9./-]{4,})/gi;
  return [...text.matchAll(stated)].map((match) => match[1] ?? '');
}
