import { describe, expect, it } from '@jest/globals';
import { namesOf } from './company-name.js';
import { speaksOfAnother } from './other-company.js';

const names = namesOf('Acme Trading Ltd (艾克美贸易有限公司)');

describe('speaksOfAnother', () => {
  it.each([
    'Its rival Zenith Metals GmbH was declared bankrupt.',
    '供应商宏图电子有限公司已被列入失信名单。',
    '競爭對手遠東航運股份有限公司破產。',
    'ООО «Ромашка» признано банкротом.',
    'The sanctioned firm is not related to Acme Trading Ltd of London.',
    'It is a different company of the same name.',
    '该公司与艾克美贸易有限公司无关。',
  ])('leaves out: %s', (sentence) => {
    expect(speaksOfAnother(sentence, names)).toBe(true);
  });

  it.each([
    'The company was declared bankrupt.',
    'Acme Trading Ltd was sued by Zenith Metals GmbH.',
    'Acme Trading was fined.',
    '该公司已破产。',
    '这家贸易公司拖欠货款。',
    '艾克美貿易有限公司被宏图电子有限公司起诉。',
    'Courts in Leeds ordered it to pay.',
  ])('keeps: %s', (sentence) => {
    expect(speaksOfAnother(sentence, names)).toBe(false);
  });
});
