import { describe, expect, it } from '@jest/globals';
import { foldWords, namesOf, parseCompanyName, searchVariants } from './company-name.js';
import { findName } from './find-name.js';

describe('parseCompanyName', () => {
  it.each([
    ['Meridian Trade Partners Ltd', ['meridian', 'trade', 'partners'], 'limited'],
    ['MERIDIAN TRADE PARTNERS LIMITED.', ['meridian', 'trade', 'partners'], 'limited'],
    ['Shenzhen Hongda Trading Co., Ltd.', ['shenzhen', 'hongda', 'trading'], 'limited'],
    ['Müller & Söhne GmbH', ['muller', 'and', 'sohne'], 'gmbh'],
    ['Ørsted A/S', ['orsted'], 'ab'],
    ['Limited', ['limited'], undefined],
    ['深圳市宏达贸易有限公司', ['宏达贸易'], 'han'],
    ['浙江省宁波市海通集团有限公司', ['海通'], 'han'],
  ])('takes %s apart', (given, core, form) => {
    const name = parseCompanyName(given);
    expect(name.core).toEqual(core);
    expect(name.form).toBe(form);
  });
});

describe('namesOf', () => {
  it('takes a name in the other script as an alias, from brackets and notes', () => {
    const names = namesOf('Shenzhen Hongda Trading Co., Ltd. (宏达贸易)', '联系: 深圳市宏达贸易有限公司');
    expect(names.map((name) => name.given)).toEqual([
      'Shenzhen Hongda Trading Co., Ltd.',
      '宏达贸易',
      '深圳市宏达贸易有限公司',
    ]);
  });

  it('does not take a bracketed remark for a name', () => {
    expect(namesOf('Meridian (UK) Ltd')).toHaveLength(1);
  });
});

describe('searchVariants', () => {
  it('searches as given, bare, and with the form written the other way', () => {
    expect(searchVariants(parseCompanyName('Meridian Trade Partners Ltd'))).toEqual([
      'Meridian Trade Partners Ltd',
      'Meridian Trade Partners',
      'Meridian Trade Partners Limited',
    ]);
  });
});

describe('findName', () => {
  const meridian = parseCompanyName('Meridian Trade Partners Ltd');

  it('finds the name in any case, punctuation and spelling of its form', () => {
    expect(findName('Court order against MERIDIAN TRADE-PARTNERS, Limited.', meridian)).toEqual({
      strength: 1,
      otherForm: false,
    });
  });

  it('finds a name in another alphabet by its sound, less surely', () => {
    const vostok = parseCompanyName('Vostok Trading LLC');
    expect(findName('ООО «Восток Трейдинг» зарегистрировано в Москве', vostok).strength).toBe(0.75);
    expect(findName('ООО «Запад Трейдинг»', vostok).strength).toBe(0);
    expect(findName('Severnaya Zvezda exports timber', parseCompanyName('ООО Северная Звезда')).strength).toBe(0.75);
  });

  it('finds a name in traditional characters', () => {
    expect(findName('法院判決臺灣宏達貿易有限公司敗訴', parseCompanyName('台湾宏达贸易有限公司')).strength).toBe(1);
  });

  it('says when the name carries a legal form of another kind', () => {
    expect(findName('Meridian Trade Partners GmbH, Hamburg', meridian).otherForm).toBe(true);
  });

  it('does not find a shorter name in a longer one or the other way round', () => {
    expect(findName('Meridian Trade announces results', meridian).strength).toBe(0);
    expect(findName('Meridianal Trade Partners', meridian).strength).toBe(0);
  });

  it('does not find a name at the beginning of a longer company name, but in its group’s', () => {
    expect(findName('Meridian Trade Partners Recycling Ltd is bankrupt', meridian).strength).toBe(0);
    for (const text of [
      'Meridian Trade Partners Holdings Ltd is bankrupt',
      'Meridian Trade Partners Ltd sued Zenith Metals Ltd',
      'Meridian Trade Partners, Zenith Metals Ltd and others',
      'Meridian Trade Partners Recycling Ltd is owned by Meridian Trade Partners Limited',
    ])
      expect({ text, ...findName(text, meridian) }).toMatchObject({ strength: 1 });
  });

  it.each([
    ['A', 'Zenith is a trader. A court in Leeds ruled.', 0],
    ['A', 'A supplier complained', 0],
    ['A Ltd', 'The register has A Limited of Leeds', 1],
    ['BQ Ltd', 'the bq limited edition', 0],
    ['BQ Ltd', 'BQ Foods Ltd is bankrupt', 0],
    ['BQ', 'BQ plc is bankrupt', 1],
    ['ООО «АБ»', 'Суд признал ООО «АБ» банкротом', 1],
    ['宏达', '宏达电子参展', 0],
    ['宏达', '宏达有限公司参展', 1],
  ])('finds %s, too short to stand alone, in “%s” with strength %d', (given, text, strength) => {
    expect(findName(text, parseCompanyName(given)).strength).toBe(strength);
  });

  it('says that a short name carries a legal form of another kind', () => {
    expect(findName('A GmbH of Leeds', parseCompanyName('A Ltd')).otherForm).toBe(true);
  });

  it('finds the words in another order, less surely', () => {
    expect(findName('Partners of Meridian Trade met', meridian).strength).toBe(0.75);
  });

  it('finds Chinese names whole, and long cores alone less surely', () => {
    const name = parseCompanyName('深圳市宏达贸易有限公司');
    expect(findName('法院判决深圳市宏达贸易有限公司败诉', name).strength).toBe(1);
    expect(findName('宏达贸易参展', name).strength).toBe(0.75);
    expect(findName('宏达电子', name).strength).toBe(0);
  });
});

describe('foldWords', () => {
  it('folds case, width, diacritics and punctuation', () => {
    expect(foldWords('Ｃafé “Straße” & Łódź’s')).toEqual(['cafe', 'strasse', 'and', 'lodzs']);
  });
});
