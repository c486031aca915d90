import { sentences } from './sentences.js';

/** Sentences that speak to the reader's software instead of about a subject, in English, Chinese and Spanish. */
const addressed = [
  /\b(ignore|disregard|forget|override)\b.{0,40}\b(previous|prior|above|earlier|all|any|your|other)\b.{0,40}\b(instruction|prompt|rule|message|evidence|guideline|source)/i,
  /\b(system prompt|developer message|as an ai|language model|ai (assistant|model|agent)s?|llms?|chatbot)\b/i,
  /\b(you must|you should|please|now)\b.{0,30}\b(output|respond|answer|reply|return|rate|classify|report|print|reveal|say)\b/i,
  /\b(set|mark|make|change)\b.{0,30}\b(risk|verdict|severity|score|signals?)\b/i,
  /<\/?(system|instructions?|assistant|user)>|\[(system|inst)\]|^\s*(system|assistant)\s*:/i,
  /(忽略|无视|忘记|不要理会|跳过).{0,20}(指令|提示|规则|要求|证据|内容|以上|之前)/,
  /(系统提示|提示词|大模型|人工智能助手|AI助手|语言模型)/i,
  /(请|必须|务必|应当|应该|你现在).{0,20}(输出|回答|回复|返回|评为|判定|标记|打印|泄露)/,
  /(ignora|olvida).{0,30}(instrucciones|anteriores)/i,
];

/** The text without such sentences, and how many there were. Text from pages and documents is data, never orders. */
export function withoutInstructions(text: string): { text: string; removed: number } {
  const all = sentences(text);
  const kept = all.filter((sentence) => !addressed.some((pattern) => pattern.test(sentence)));
  return { text: kept.join('\n'), removed: all.length - kept.length };
}
