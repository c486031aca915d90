import { describe, expect, it } from '@jest/globals';
import { ReportRequest } from '@tradewind/contracts';
import { reportBody, type ReportForm } from './report-body.js';

const form: ReportForm = {
  companyName: ' Meridian ',
  country: 'GB',
  checkId: undefined,
  amount: '48000.00',
  currency: 'usd',
  terms: 'open_account',
  goods: 'flasks',
  from: 'Ningbo',
  to: 'Felixstowe',
  language: 'en',
};

describe('reportBody', () => {
  it('names either a company or a check, as the contract demands', () => {
    expect(ReportRequest.parse(reportBody(form))).toMatchObject({
      subject: { company_name: 'Meridian' },
      order_value: { amount: '48000.00', currency: 'USD' },
    });
    const onCheck = reportBody({ ...form, checkId: 'chk_1' });
    expect(ReportRequest.parse(onCheck)).toMatchObject({ check_id: 'chk_1' });
    expect(onCheck).not.toHaveProperty('subject');
  });
});
