import { describe, expect, it } from '@jest/globals';
import { findingsIn } from './findings.js';
import { SIGNAL_RULES } from './rules.js';

const BAD = SIGNAL_RULES.filter(({ severity }) => severity !== 'positive');
const reported = (sentence: string) => [
  ...new Set(
    findingsIn(sentence, BAD)
      .filter(({ stance }) => stance === 'asserted')
      .map(({ rule }) => rule.category),
  ),
];

describe('what a sentence reports', () => {
  it.each([
    'Acme Trading Ltd, Norway, is not listed on any sanctions list covered by this service.',
    'Acme does not appear on the OFAC SDN list.',
    'Acme has not, according to the registers this agency consulted on 3 May 2024, been placed on a sanctions list.',
    'The company isn’t subject to EU sanctions.',
    'Acme appears on none of the sanctions lists screened.',
    'There is no evidence that the company, or any of its directors, was sanctioned by the United States.',
    'No court judgments, insolvency proceedings or arbitration cases were found.',
    'No insolvency proceedings are recorded.',
    'Insolvency proceedings: none.',
    'Lawsuits: 0',
    'Bankruptcy check – passed',
    'A search for litigation returned no results.',
    'Neither the company nor its owners have been arrested or charged with fraud.',
    'It has never been sued, and has never been declared bankrupt.',
    'The winding-up petition was withdrawn.',
    'The lawsuit was dismissed with costs.',
    'In 2021 a claim of fraud against the firm was found to be baseless.',
    'The company was acquitted of smuggling.',
    'The company was cleared of fraud.',
    'It trades without unpaid invoices and is free of litigation.',
    'Acme was the victim of fraud by a former agent.',
    'Acme Ltd of Bristol, UK, was the victim of invoice fraud by criminals.',
    'Acme won a lawsuit against its landlord.',
    'Acme was removed from the entity list.',
    'Is Acme a scam?',
    'If the buyer is declared bankrupt, the goods return to the seller.',
    'In the event of insolvency the deposit is lost.',
    'We screen all partners against the sanctions lists of the EU.',
    'Our anti-fraud and anti-bribery policy applies to all staff.',
    'We have zero tolerance for bribery and fraud.',
    'We help exporters prevent fraud and avoid late payments.',
    'Any dispute shall be settled by arbitration in Geneva.',
    'Disputes arising from this contract are submitted to arbitration.',
    'Our insolvency lawyers and litigation team advise banks.',
    'How to check whether a company is bankrupt',
    'Beware of scams and fake invoices.',
    'Complaints procedure: write to our complaints department.',
    'Acme complies with all sanctions and export rules and does not ship to countries subject to sanctions.',
    'The directors have not been indicted.',
    'Sanctions screening: Acme Ltd (NO)',
  ])('en, nothing bad: %s', (sentence) => {
    expect(reported(sentence)).toEqual([]);
  });

  it.each([
    ['Acme was not only sued but also added to the SDN list.', ['sanctions', 'litigation']],
    ['There is no doubt that the company was declared bankrupt.', ['litigation']],
    ['Case No. 2023/114: judgment against Acme Ltd.', ['litigation']],
    ['In case no 114 the firm was ordered by the court to pay 40,000 pounds.', ['litigation']],
    ['The company, which has no assets, was declared bankrupt.', ['litigation']],
    ['Although not sanctioned, it was convicted of fraud.', ['adverse_news']],
    ['It has not complied with the court judgment.', ['litigation']],
    ['The company did not pay three suppliers.', ['adverse_news']],
    ['Acme never paid for the goods.', ['adverse_news']],
    ['The judgment against Acme stands, its appeal was dismissed.', ['litigation']],
    ['The director, who could not be reached, was arrested.', ['adverse_news']],
    ['Customers may lose everything after Acme was declared insolvent.', ['litigation']],
    ['It exported chips without a licence and was placed on the entity list.', ['sanctions']],
    ['Acme has not filed accounts and was struck off the register.', ['registration']],
    ['The firm is no longer trading and has been dissolved.', ['registration']],
    ['No fewer than nine lawsuits are pending against it.', ['litigation']],
    ['It was not sued in 2019, but was declared bankrupt in 2021.', ['litigation']],
    ['The company denies that it was involved in fraud.', ['adverse_news']],
    ['Not a single supplier was told before the firm was wound up.', ['litigation']],
    ['After the fraud its licence was withdrawn.', ['adverse_news', 'registration']],
    ['Acme has repeatedly failed to pay its suppliers, who have no security.', ['adverse_news']],
    ['OFSI today added Acme Ltd to the consolidated list of asset freeze targets.', ['sanctions']],
    ['Acme Ltd is subject to an asset freeze; it is not listed in Switzerland.', ['sanctions']],
  ])('en, reported: %s', (sentence, categories) => {
    expect(reported(sentence).sort()).toEqual([...categories].sort());
  });

  it.each([
    '该公司未被列入任何制裁名单。',
    '经查询，该企业不在失信被执行人名单中。',
    '未发现该公司有诉讼、破产或行政处罚记录。',
    '该公司没有拖欠货款，也没有被起诉。',
    '法律诉讼：0',
    '失信被执行人：无',
    '该公司失信被执行人0条，行政处罚0条，无破产信息。',
    '原告起诉已被驳回。',
    '双方和解，原告已撤诉。',
    '关于其诈骗的传闻不属实。',
    '本公司坚决反欺诈、反洗钱。',
    '如发生争议，提交中国国际经济贸易仲裁委员会仲裁。',
    '若买方破产，货物归卖方所有。',
    '该公司是否破产？',
    '谨防诈骗，警惕假冒网站。',
    '該公司並未被列入制裁名單。',
    '破产清算业务、诉讼律师咨询',
    '投诉电话：400-800-1234',
    '公司从未因走私被处罚。',
    '不存在失信被执行人记录',
    '同社は制裁リストに掲載されていない。',
    '訴訟の記録は見当たらない。',
    'Компания не включена в санкционный список.',
    'Сведения о банкротстве отсутствуют.',
    'Задолженности нет: 0',
    'ООО «Восток» в санкционных списках не значится, банкротом не признавалось.',
  ])('zh, ja, ru, nothing bad: %s', (sentence) => {
    expect(reported(sentence)).toEqual([]);
  });

  it.each([
    ['该公司不仅被列入制裁名单，还拖欠货款。', ['sanctions', 'adverse_news']],
    ['该公司未履行法院判决，被列为失信被执行人。', ['litigation']],
    ['公司无力偿还债务，已申请破产。', ['litigation']],
    ['未按时支付货款，被多家供应商起诉。', ['adverse_news', 'litigation']],
    ['該公司被列入制裁名單，資產凍結。', ['sanctions']],
    ['法院判決該公司支付貨款，並列為失信被執行人。', ['litigation']],
    ['因涉嫌走私被海关处罚，货物已被没收。', ['adverse_news']],
    ['公司无营业执照，涉嫌诈骗。', ['adverse_news']],
    ['同社は2023年に破産した。', ['litigation']],
    ['代表取締役が詐欺の疑いで逮捕された。', ['adverse_news']],
    ['同社は経済制裁の対象に指定された。', ['sanctions']],
    ['Компания включена в санкционный список США.', ['sanctions']],
    ['Суд признал ООО «Восток» банкротом.', ['litigation']],
    ['Директор арестован по делу о мошенничестве.', ['adverse_news']],
  ])('zh, ja, ru, reported: %s', (sentence, categories) => {
    expect(reported(sentence).sort()).toEqual([...categories].sort());
  });

  it.each([
    'La empresa no figura en ninguna lista de sanciones.',
    'Sin antecedentes de concurso de acreedores ni impagos.',
    'No consta ningún embargo judicial ni demanda contra la sociedad.',
    'La demanda fue desestimada.',
    'La empresa fue absuelta de fraude.',
    'En caso de insolvencia del comprador la mercancía se devuelve.',
    '¿Es una estafa?',
    'Nunca ha sido condenada.',
  ])('es, nothing bad: %s', (sentence) => {
    expect(reported(sentence)).toEqual([]);
  });

  it.each([
    ['La empresa figura en la lista de sanciones de la OFAC.', ['sanctions']],
    ['El juzgado declaró el concurso de acreedores.', ['litigation']],
    ['Varios proveedores denuncian impagos.', ['adverse_news']],
    ['No solo fue condenada sino que quedó disuelta.', ['litigation', 'registration']],
    ['Condenan a Acme SL a pagar 90.000 euros a un proveedor.', ['litigation']],
    ['La sociedad no ha pagado a sus proveedores.', ['adverse_news']],
    ['Su administrador fue detenido por estafa.', ['adverse_news']],
  ])('es, reported: %s', (sentence, categories) => {
    expect(reported(sentence).sort()).toEqual([...categories].sort());
  });
});
