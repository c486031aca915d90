/**
 * Legal forms as they stand at the end of company names, by family. Two names with the same words but forms of different
 * families ("Apex GmbH", "Apex Ltd") are different companies; forms of one family are spellings of each other.
 */
export const LEGAL_FORMS: Readonly<Record<string, readonly string[]>> = {
  limited: ['ltd', 'limited', 'co ltd', 'co limited', 'company limited', 'company ltd'],
  pvt: ['pvt ltd', 'private limited', 'pvt limited'],
  pte: ['pte ltd', 'pte limited'],
  pty: ['pty ltd', 'pty limited', 'proprietary limited'],
  sdn: ['sdn bhd'],
  ltda: ['ltda', 'limitada', 'lda'],
  // Russian forms stand before the name.
  llc: ['ооо', 'тов', 'llc', 'l l c', 'fze', 'fzco', 'fzc', 'fz llc', 'ooo'],
  incorporated: ['inc', 'incorporated', 'corp', 'corporation'],
  plc: ['пао', 'оао', 'зао', 'ао', 'plc', 'public limited company', 'pjsc', 'jsc', 'ojsc'],
  llp: ['llp', 'lp'],
  gmbh: ['gmbh', 'mbh', 'gmbh co kg', 'ug'],
  ag: ['ag', 'aktiengesellschaft'],
  sa: ['sa', 's a', 'sas', 's a s', 'sarl', 's a r l', 'sl', 's l', 'slu'],
  srl: ['srl', 's r l', 'spa', 's p a'],
  bv: ['bv', 'b v', 'nv', 'n v'],
  ab: ['ab', 'as', 'a s', 'aps', 'oy', 'oyj'],
  spzoo: ['sp z o o', 'spolka z o o', 'sro', 's r o', 'kft', 'doo', 'd o o'],
  kk: ['kk', 'k k', 'kabushiki kaisha'],
  as_turkish: ['a ş', 'aş', 'ltd şti', 'ltd sti', 'sti'],
  tbk: ['pt tbk', 'tbk'],
};

/** Chinese legal forms, longest first. All are one family: a Chinese name without its form is a short name. */
export const HAN_LEGAL_FORMS = [
  '股份有限公司',
  '有限责任公司',
  '集团有限公司',
  '株式会社',
  '有限会社',
  '合同会社',
  '有限公司',
  '集团公司',
  '公司',
  '集团',
  '厂',
] as const;

/** How the commonest form of a family is also written, for searching under both spellings. */
export const OTHER_SPELLING: Readonly<Record<string, string>> = {
  ltd: 'Limited',
  limited: 'Ltd',
  'co ltd': 'Company Limited',
  inc: 'Incorporated',
  incorporated: 'Inc',
  corp: 'Corporation',
  corporation: 'Corp',
};
