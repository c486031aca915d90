/** Words of inquiries that say nothing about a product, in English, Spanish and Chinese; folded, unstemmed. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    'a an and any are as at be been but by can could do does for from get give had has have hello help hi how i if in into is it its',
    'just kindly let like looking me more most much my need needed needs of offer on one or our ours please quote quotation should so',
    'some something than thank thanks that the their them then there these they this those to us want wanted was we were what when',
    'which who will wish with would you your dear sir madam regards inquiry enquiry interested supplier supply',
    'al algo alguna algun algunos como con cual cuales de del desde donde el ella en es esta este esto estos favor gracias hola la las',
    'le lo los mas me mi muy necesita necesitamos necesito nos nuestra nuestro o para pero por que quiero queremos se si sin son su',
    'sus tambien te tiene tienen tu un una unas uno unos usted ustedes y ya busco buscamos',
    '的 了 和 与 或 是 在 我 我们 你 你们 您 有 要 需要 想 想要 请 请问 吗 呢 吧 个 一个 一种 一些 这 那 这个 那个 可以 能 给 把 被 就 也 都 及 等 用 对 为 从',
    '到 寻找 求购 采购 询价 报价 谢谢 你好 您好 什么 哪些 怎么',
  ]
    .join(' ')
    .split(' '),
);

export function isStopWord(surface: string): boolean {
  return STOP_WORDS.has(surface);
}
