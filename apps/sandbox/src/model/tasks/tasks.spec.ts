import { describe, expect, it } from '@jest/globals';
import { answerQuestion } from './answer-question.js';
import { explainMatches } from './explain-matches.js';
import { extractRequirements } from './extract-requirements.js';
import { readTask } from './index.js';
import { writeSection } from './write-section.js';

describe('readTask', () => {
  it('finds a task in a message, also inside a fence, and none elsewhere', () => {
    const task = { task: 'extract_requirements', inquiry: 'x' };
    expect(readTask(`\`\`\`json\n${JSON.stringify(task)}\n\`\`\``)).toEqual(task);
    expect(readTask('{"task":"sing"}')).toBeUndefined();
    expect(readTask('plain words')).toBeUndefined();
  });
});

describe('extract_requirements', () => {
  const read = (inquiry: string) => extractRequirements({ task: 'extract_requirements', inquiry });

  it('reads quantity, price ceiling and keywords of the example inquiry', () => {
    expect(read('We need 2,000 insulated bottles for a hotel chain, budget 4 USD each')).toMatchObject({
      quantity: 2000,
      max_price_amount: 4,
      price_currency: 'USD',
      origin: null,
      keywords: ['insulated', 'bottles'],
    });
  });

  it('reads Chinese, and adds the English names of what is asked for', () => {
    const needs = read('求购3000个不锈钢保温杯，单价不超过30元，产地中国');
    expect(needs).toMatchObject({ quantity: 3000, max_price_amount: 30, price_currency: 'CNY', origin: 'China' });
    expect(needs.keywords).toEqual(expect.arrayContaining(['不锈钢', 'vacuum flask', 'stainless steel']));
  });

  it('reads Spanish', () => {
    expect(read('Necesitamos 500 unidades de sartenes, hasta 9 euros cada una')).toMatchObject({
      quantity: 500,
      max_price_amount: 9,
      price_currency: 'EUR',
    });
  });

  it('gives null for what an inquiry does not say', () => {
    expect(read('Do you have towels?')).toMatchObject({
      quantity: null,
      max_price_amount: null,
      price_currency: null,
      category: null,
    });
  });
});

describe('explain_matches', () => {
  const product = {
    product_id: 'p1',
    name: '不锈钢真空保温杯 500 ml',
    attributes: { 容量: '500 ml' },
    price: { amount: '21.50', currency: 'CNY' },
    min_order_quantity: 500,
  };

  it('names what product and query share, over languages, and only numbers they have', () => {
    const { explanations } = explainMatches({
      task: 'explain_matches',
      query: 'vacuum flask 500 ml',
      products: [product],
    });
    expect(explanations[0]).toMatchObject({ product_id: 'p1' });
    expect(explanations[0]?.explanation).toContain('vacuum flask');
    const numbers = explanations[0]?.explanation.match(/\d[\d.]*\d/g) ?? [];
    expect(numbers.every((number) => JSON.stringify(product).includes(number))).toBe(true);
  });

  it('speaks the language of the query', () => {
    const { explanations } = explainMatches({ task: 'explain_matches', query: '500毫升的保温杯', products: [product] });
    expect(explanations[0]?.explanation).toMatch(/^符合您需求中的“保温杯”/);
  });
});

describe('answer_question', () => {
  const passages = [
    { id: 'c1', text: 'Emberwell wood-gas stove\nMOQ: 100 pcs\nThe stove weighs 210 g.' },
    { id: 'c2', text: 'Hammock\nThe hammock carries 180 kg.' },
  ];

  it('answers with the sentence and cites its passage', () => {
    const { sentences } = answerQuestion({
      task: 'answer_question',
      question: 'How much does the hammock carry?',
      passages,
    });
    expect(sentences).toEqual([{ text: 'The hammock carries 180 kg.', citations: ['c2'] }]);
  });

  it('takes a bare value with the heading it stands under, and not the one of the product beside it', () => {
    const list =
      'Wood-gas stove\nSKU: A-1\nBrand: K\nPrice: USD 3.00\nMOQ: 100 pcs\nMaterial: tin\nWeight: 1 kg\nColour: red\nOrigin: PT\nHammock\nSKU: A-2\nMOQ: 200 pcs';
    const question = 'What is the minimum order quantity of the hammock?';
    const { sentences } = answerQuestion({ task: 'answer_question', question, passages: [{ id: 'c1', text: list }] });
    expect(sentences).toEqual([{ text: 'Hammock – MOQ: 200 pcs.', citations: ['c1'] }]);
  });

  it('says nothing when the passages do not answer', () => {
    const question = 'Who won the regatta?';
    expect(answerQuestion({ task: 'answer_question', question, passages }).sentences).toEqual([]);
  });

  it('answers a Chinese question from an English passage', () => {
    const { sentences } = answerQuestion({ task: 'answer_question', question: '炉子的起订量是多少？', passages });
    expect(sentences.flatMap(({ citations }) => citations)).toEqual(['c1']);
  });
});

describe('write_section', () => {
  const facts = {
    company: { name: 'Castellane Global Imports SARL', country: 'FR' },
    score: 71,
    risk_level: 'high',
    factors: [{ label: 'Litigation', risk: 90, weight: 0.3, reason: 'a judgment is on record' }],
    signals: [
      {
        category: 'litigation',
        severity: 'high',
        statement: 'A court ordered it to pay 412,000 euros',
        evidence_ids: ['ev_1'],
      },
    ],
    order: { value: { amount: '48000.00', currency: 'USD' }, payment_terms: 'open_account' },
    mitigations: ['ask for a letter of credit'],
  };
  const write = (section: string, language: string) =>
    writeSection({ task: 'write_section', section, facts, language }).markdown;

  it('writes sentences from the facts with their evidence', () => {
    const markdown = write('executive_summary', 'en');
    expect(markdown).toContain('**Castellane Global Imports SARL** (FR) scores 71 out of 100');
    expect(markdown).toContain('A court ordered it to pay 412,000 euros. [ev_1]');
    expect(write('recommendation', 'en')).toContain('- Ask for a letter of credit.');
    expect(write('payment_and_order', 'en')).toContain('**48000.00 USD**, paid by open account');
  });

  it('writes Chinese', () => {
    expect(write('executive_summary', 'zh')).toContain('风险评分为71分');
    expect(write('buyer_background', 'zh')).toContain('**诉讼**：');
  });

  it('says nothing where there are no facts', () => {
    expect(writeSection({ task: 'write_section', section: 'payment', facts: {}, language: 'en' }).markdown).toBe(
      'There are no facts to write from.',
    );
  });
});
