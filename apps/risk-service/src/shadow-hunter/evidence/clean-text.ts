import { simplified } from '../../text/simplified.js';
import { clip, wellFormed } from '../../text/clip.js';

const CONTROL = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;
/** Sentences, also Chinese ones, with their end mark. */
const SENTENCE = /[^.!?;\n\u3002\uff01\uff1f\uff1b]+[.!?;\n\u3002\uff01\uff1f\uff1b]*\s*/gu;

/**
 * Sentences that speak to a language model instead of about a company. A page that carries one keeps its other sentences: the
 * check goes on with what it says, not with what it wants.
 */
const INSTRUCTIONS: readonly RegExp[] = [
  /\b(ignore|disregard|forget|override)\b.{0,60}\b(previous|prior|above|earlier|all|any|your|other)\b.{0,40}\b(instructions?|prompts?|rules?|text|context|evidence|sources?|pages?)\b/i,
  /\b(system|developer|assistant|user)\s*(prompt|message|role|instruction)s?\b/i,
  /\b(as an?|you are( now)?|act as|pretend to be|attention|dear|note to( the)?)\b.{0,20}\b(AI|assistant|language model|LLM|chatbot|GPT|model)\b/i,
  /\b(respond|reply|answer|output|return|print|write|say|reveal|repeat)\b.{0,40}\b(only|exactly|with|json|your|the following|prompt|secret|api key)\b.{0,60}\b(risk|verdict|low|safe|clean|approved?|json|prompt|secret|key|instructions?)\b/i,
  /\b(mark|rate|classify|classified|marked|rated|scored|treated|regarded|report|rank|score|set|treat|consider)\b.{0,60}\b(as|to|is)\b.{0,20}\b(low[- ]risk|no risk|risk[- ]free|trustworthy|approved|safe|clean|verified)\b/i,
  /\b(do not|don['’]t|never|must not)\b.{0,20}\b(report|mention|list|flag|output|include|cite)\b.{0,40}\b(negative|risks?|adverse|sanctions?|findings?|signals?|warnings?|problems?)\b/i,
  /\b(automated|AI|machine)\b.{0,10}\b(reviewers?|readers?|agents?|crawlers?|systems?|tools?|screeners?)\b.{0,60}\b(must|should|please|note|are to|:)/i,
  /(ignora|olvida|haz caso omiso).{0,40}(instrucciones|anteriores|reglas)|(игнорируй|забудь|не обращай).{0,40}(инструкц|указани|правил)/iu,
  /(指示|指令|命令|ルール).{0,8}(无视|忘れ)|(不要|不得|禁止|切勿|不准).{0,10}(报告|提及|输出|列出|标记|提示).{0,20}(风险|负面|制裁|信号|问题)/u,
  /(AI|人工智能|大模型|自动|机器).{0,10}(审核|审查|阅读|读者|系统|程序|助手|模型|工具).{0,20}(请|应当|必须|务必|注意|须)/iu,
  /<\/?(system|assistant|user|instructions?|evidence)>|\[\/?(INST|SYSTEM)\]|<\|[a-z_]+\|>/i,
  /(忽略|无视|忘记|不要理会).{0,20}(以上|之前|前面|先前|所有|其他|上述|一切).{0,20}(指令|指示|提示|内容|规则|证据|信息|要求)/u,
  /(你(现在)?是|作为|扮演).{0,12}(人工智能|AI|助手|语言模型|大模型|机器人)/iu,
  /(系统提示|提示词|系统指令|系统消息)/u,
  /(请|必须|务必|应|应当|直接)?(回答|回复|输出|返回|标记|评(为|定)|判定|视为|报告).{0,20}(低风险|无风险|安全|可信|没有风险|零风险|json|通过)/iu,
];

/** In one width and in simplified characters, so that another way of writing does not hide it. */
function isInstruction(sentence: string): boolean {
  const read = simplified(sentence.normalize('NFKC'));
  return INSTRUCTIONS.some((pattern) => pattern.test(read));
}

export interface CleanText {
  readonly text: string;
  /** Sentences that were taken out because they gave instructions to a language model. */
  readonly removed: number;
}

/** Text of a page as it is used from here on: no control or invisible characters, at most `maxCharacters`, no instructions. */
export function cleanText(raw: string, maxCharacters: number): CleanText {
  const plain = clip(wellFormed(raw).normalize('NFC').replace(CONTROL, ' ').replace(/\s+/g, ' ').trim(), maxCharacters);
  let removed = 0;
  const kept = (plain.match(SENTENCE) ?? []).filter((sentence) => {
    const instructs = isInstruction(sentence);
    if (instructs) removed += 1;
    return !instructs;
  });
  return { text: kept.join('').trim(), removed };
}
