/** How a sentence takes what a pattern finds in it. */
export type Stance = 'says' | 'denies' | 'supposes';

const deniesBefore =
  /\b(?:not|never|none|nil|without|neither|nor|zero|cleared of|free (?:of|from)|(?:was|were) the victim of)\b|n['’]t\b|\bno\b(?!\s*[.:#]?\s*\d)(?!\.)|未|没有|沒有|无(?!力|法|视)|無(?!力|法|視)|不在|不属于|并非|\b(?:ning[uú]n[ao]?|sin|nunca|ni)\b/i;
/** "Not only", "has not complied with the judgment", "未履行判决": no denial of what follows. */
const deniesNothing =
  /\bnot (?:only|just|merely)\b|\bno (?:doubt|fewer|less|longer)\b|\b(?:not|never|n['’]t|without)\b.{0,30}\b(?:pa(?:y|id|ying)|compl(?:y|ied)|settled?|deliver(?:ed)?|ship(?:ped)?|satisf(?:y|ied)|appeal(?:ed)?)\b|不仅|未(?:能)?(?:履行|支付|偿还|按)|\bno s[oó]lo\b/i;
const deniesAfter =
  /^(?:[^.;。；]{0,40}\b(?:(?:was|were|been|is|are) (?:later )?(?:dismissed|withdrawn|overturned|lifted|unfounded)|no (?:match(?:es)?|hits?|results?|records?)|(?:not|none) found)\b|[^.;。；:：]{0,40}[:：–-]\s*(?:none|no|nil|0|clear|无|無|没有|ninguno)(?=\s*(?:$|[.,;，。；]))|[^.;。；]{0,20}(?:被驳回|撤诉|不属实|未发现))/i;
const appeal = /^[^.;。；]{0,40}\b(?:appeal|objection|defen[cs]e|licen[cs]e|not)\b/i;
const supposes =
  /\b(?:if|whether|in the event of|may be|might|could|prevent\w*|avoid|against all|anti|zero tolerance|compl(?:y|ies) with|screens? .{0,30}against|how to|shall be|beware of)\b[^,]{0,50}$|(?:如果|若|是否|如发生|谨防|防范|严禁|反)[^，]{0,12}$/i;
const border =
  /[;；，]|\b(?:but|however|although|while|yet|pero|sino)\b|但|[,]\s*(?:(?:it|which|who|and|the company) )?(?:was|were|is|are|has|have|had)\b|\band (?:was|were|is|are|has|have)\b/gi;

/** The stance of the sentence on every place where the pattern matches. */
export function stancesOf(sentence: string, pattern: RegExp): Stance[] {
  const every = new RegExp(pattern.source, pattern.flags.includes('g') ? pattern.flags : `${pattern.flags}g`);
  return [...sentence.matchAll(every)].map((match) => {
    const before = clauseBefore(sentence.slice(0, match.index));
    const after = sentence.slice(match.index + match[0].length);
    if (deniedBefore(before, match[0]) || (deniesAfter.test(after) && !appeal.test(after))) return 'denies';
    return /[?？]\s*$/.test(sentence) || supposes.test(before) ? 'supposes' : 'says';
  });
}

/** Within the match as well: "appears on none of the sanctions lists". A match that is a denial itself, "never paid", is none. */
function deniedBefore(before: string, found: string): boolean {
  const inner = found.replace(/^\S+/, '');
  if (!deniesBefore.test(before) && !/\b(?:none|no)\b/i.test(inner)) return false;
  return !deniesNothing.test(`${before}${found}`);
}

function clauseBefore(text: string): string {
  const last = [...text.matchAll(border)].at(-1);
  return last === undefined ? text : text.slice(last.index + last[0].length);
}
