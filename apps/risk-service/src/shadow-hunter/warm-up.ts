import { CheckRequest } from '@tradewind/contracts';
import { selectEvidence } from './evidence/select-evidence.js';
import type { FoundPage } from './gather/gather.js';
import { namesOf } from './names/company-name.js';
import { mainText } from './read/main-text.js';
import { passageAbout } from './read/passage.js';
import { findSignals } from './signals/find-signals.js';
import { readVerifyAnswer } from './verify/verify-answer.js';

/**
 * The engine compiles a pattern when it is first used, and again, better, when it is used often: for the hundreds of patterns that pages
 * are read with that is 60 ms in one go, in which nobody else is served. Three rounds were enough in measurements.
 */
const ROUNDS = 3;
const COMPANY = 'Beispiel Trading Ltd';
/** Findings reported, denied and supposed, in the scripts the patterns are for; curly quotes make a text one of wide characters. */
const TEXTS: readonly string[] = [
  `${COMPANY} of London, company number 01234567, was not sued for fraud. It is not listed on any sanctions list, but it was declared bankrupt. The lawsuit was dismissed. If the buyer is bankrupt, we sue.`,
  `“${COMPANY}” of Hamburg was sanctioned; its directors were “charged with fraud”. No judgments were found against it. It is not related to Example Metals GmbH of Leeds.`,
  `${COMPANY}, Londres: la empresa no figura en ninguna lista de sanciones; la demanda por fraude fue desestimada, pero está en quiebra.`,
  `${COMPANY}：该公司未被列入制裁名单，但已被列为失信被执行人；法院判决其支付货款，涉嫌诈骗。广州贸易有限公司破产。`,
  `${COMPANY}: ООО «Пример» не находится под санкциями, но признано банкротом в Москве; суд взыскал долг.`,
  `${COMPANY}は制裁リストに掲載されていません。破産した。`,
];

/** Reads made-up pages once, so that the first checks find every pattern compiled. */
export async function warmUp(): Promise<void> {
  const subject = CheckRequest.parse({
    ...{ company_name: `${COMPANY} (示例贸易有限公司)`, country: 'GB', registration_number: '01234567' },
  });
  const names = namesOf(subject.company_name);
  for (let round = 0; round < ROUNDS; round += 1) {
    const pages: FoundPage[] = [];
    for (const [at, text] of TEXTS.entries()) {
      const read = await mainText(`<title>t</title><main><p style="color:red">${text}</p></main>`);
      const url = `https://warm-up.example/${String(at)}`;
      const snippet = await passageAbout(read, names, 1_000);
      const query = { category: 'sanctions', language: 'en', query: COMPANY, country: 'GB' } as const;
      pages.push({ url, snippet, title: COMPANY, publishedAt: null, query });
    }
    const { evidence } = await selectEvidence(pages, subject);
    const signals = await findSignals(evidence, 'en', names);
    await readVerifyAnswer(JSON.stringify({ signals, narrative: COMPANY }), evidence);
  }
}
