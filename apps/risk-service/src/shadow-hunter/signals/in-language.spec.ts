import { describe, expect, it } from '@jest/globals';
import { aCheck } from '../../testing/samples.js';
import { inLanguage } from './in-language.js';

const english = aCheck({
  signals: [
    {
      ...{ category: 'litigation', severity: 'high', statement: 'It was ordered to pay.', evidence_ids: ['ev_1'] },
      ...{ quote: 'ordered to pay 40,000 pounds', origin: 'llm' },
    },
    { category: 'registration', severity: 'positive', statement: 'Active.', evidence_ids: ['ev_2'], origin: 'llm' },
  ],
});

describe('inLanguage', () => {
  it('says in Chinese what the signals of an English check mean, with the quotations of their pages', () => {
    expect(inLanguage(english, 'zh').signals.map(({ statement }) => statement)).toEqual([
      '据报存在判决、破产或强制执行：“ordered to pay 40,000 pounds”',
      '该公司登记在册且存续：“Active.”',
    ]);
    expect(inLanguage(english, 'zh').narrative).toBe('');
  });

  it('says in English what those of a Chinese check mean', () => {
    const [signal] = inLanguage({ ...english, language: 'zh' }, 'en').signals;
    expect(signal?.statement).toMatch(/^A judgment, insolvency or enforcement is reported: “/);
  });

  it('leaves a check in its own language as it is', () => {
    expect(inLanguage(english, 'en')).toBe(english);
  });
});
