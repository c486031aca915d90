import type { Text } from '../../text/language.js';
import type { FactorFinding } from './factor.js';

interface GoodsClass {
  readonly name: GoodsClassName;
  readonly risk: number;
  readonly pattern: RegExp;
  readonly reason: Text;
}
export type GoodsClassName = 'controlled' | 'dangerous' | 'regulated' | 'resold' | 'perishable' | 'ordinary';

/** The riskiest class that matches decides. */
const CLASSES: readonly GoodsClass[] = [
  {
    name: 'controlled',
    risk: 90,
    pattern:
      /\b(weapons?|firearms?|ammunition|explosives?|military|missiles?|drones?|uav|night[- ]vision|thermal imag\w+|encryption|centrifuges?|machine tools?|cnc|radar|semiconductors?|gpus?|carbon fib(?:re|er)|dual[- ]use)\b|武器|弹药|炸药|军用|无人机|夜视|热成像|离心机|数控机床|雷达|半导体|芯片|碳纤维|两用物项/iu,
    reason: { en: 'Goods that may need an export licence.', zh: '可能需要出口许可证的货物。' },
  },
  {
    name: 'dangerous',
    risk: 65,
    pattern:
      /\b(lithium|batter(?:y|ies)|power banks?|chemicals?|solvents?|acids?|aerosols?|perfumes?|paints?|lacquers?|flammable|fireworks|gas cylinders?|pesticides?|fertili[sz]ers?)\b|锂|电池|充电宝|化学品|化工|溶剂|油漆|易燃|烟花|农药|化肥/iu,
    reason: {
      en: 'Dangerous goods: declaration, packing and carrier rules apply.',
      zh: '危险品：须符合申报、包装和承运规定。',
    },
  },
  {
    name: 'regulated',
    risk: 50,
    pattern:
      /\b(medical|medicines?|pharmaceuticals?|drugs?|food|beverages?|supplements?|cosmetics?|toys?|bab(?:y|ies)|children|tobacco|vap(?:e|es|ing)|alcohol|wine|spirits|seeds?|timber|leather)\b|医疗|药品|食品|饮料|保健品|化妆品|玩具|婴儿|儿童|烟草|电子烟|酒|种子|木材|皮革/iu,
    reason: { en: 'Goods with approvals of their own in the importing country.', zh: '进口国有专门准入要求的货物。' },
  },
  {
    name: 'resold',
    risk: 45,
    pattern:
      /\b(phones?|smartphones?|laptops?|computers?|tablets?|electronics?|consoles?|jewel(?:le)?ry|gold|silver|watches|luxury|branded)\b|手机|电脑|平板|电子产品|珠宝|黄金|白银|手表|奢侈品/iu,
    reason: {
      en: 'Valuable goods that are easily resold: fraud and theft favour them.',
      zh: '高价值、易转售的货物：易成为诈骗和盗窃目标。',
    },
  },
  {
    name: 'perishable',
    risk: 40,
    pattern:
      /\b(fresh|frozen|chilled|fruits?|vegetables?|meat|fish|seafood|flowers?|dairy)\b|生鲜|冷冻|冷藏|水果|蔬菜|肉类|水产|鲜花|乳制品/iu,
    reason: { en: 'Perishable goods: a delay is a loss.', zh: '易腐货物：延误即损失。' },
  },
];
const ORDINARY: Omit<GoodsClass, 'pattern'> = {
  name: 'ordinary',
  risk: 15,
  reason: { en: 'No particular rules or risks are known for these goods.', zh: '该类货物无特殊规定或风险。' },
};

export function goodsClass(goods: string): Omit<GoodsClass, 'pattern'> {
  return CLASSES.find((candidate) => candidate.pattern.test(goods)) ?? ORDINARY;
}

export function goodsRisk(goods: string): FactorFinding {
  const { risk, reason } = goodsClass(goods);
  return { risk, reason };
}
