import { describe, expect, it } from '@jest/globals';
import { CheckRequest } from '@tradewind/contracts';
import { planQueries } from './plan-queries.js';

const subject = (fields: object) =>
  CheckRequest.parse({ company_name: 'Meridian Trade Partners Ltd', country: 'GB', ...fields });

describe('planQueries', () => {
  it('asks once for every category, the decisive ones first', () => {
    const queries = planQueries(subject({}));
    expect(queries.map((query) => query.category)).toEqual([
      'sanctions',
      'litigation',
      'adverse_news',
      'registration',
      'trade_record',
      'web_presence',
    ]);
    expect(queries.every((query) => query.language === 'en' && query.country === 'GB')).toBe(true);
    expect(queries[0]?.query).toContain('Meridian Trade Partners Ltd United Kingdom');
  });

  it('varies the spelling of the name from query to query', () => {
    const queries = planQueries(subject({}));
    expect(queries.some((query) => query.query.includes('Partners Limited'))).toBe(true);
    expect(queries.some((query) => query.query.startsWith('Meridian Trade Partners United Kingdom'))).toBe(true);
  });

  it('asks in Chinese too for a company in China, with its Chinese name', () => {
    const queries = planQueries(
      subject({ company_name: 'Hongda Trading Co., Ltd. (宏达贸易有限公司)', country: '中国' }),
    );
    const chinese = queries.filter((query) => query.language === 'zh');
    expect(chinese).toHaveLength(6);
    expect(chinese.every((query) => query.query.includes('宏达贸易') && query.query.includes('中国'))).toBe(true);
    expect(queries.filter((query) => query.language === 'en').every((query) => query.query.includes('Hongda'))).toBe(
      true,
    );
  });

  it('searches the registration number by itself', () => {
    expect(planQueries(subject({ registration_number: '07654321' })).at(-1)?.query).toContain('07654321');
  });

  it('plans for a country it does not know', () => {
    const queries = planQueries(subject({ country: 'Atlantis' }));
    expect(queries[0]?.query).toContain('Atlantis');
    expect(queries[0]?.country).toBeUndefined();
  });

  it('never plans more than 13 searches', () => {
    const queries = planQueries(
      subject({ country: 'CN', registration_number: 'X1', notes: '甲乙丙贸易有限公司 '.repeat(40) }),
    );
    expect(queries).toHaveLength(13);
  });
});
