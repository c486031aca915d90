/**
 * The words by which a sentence denies a finding, speaks of it as a mere possibility, or speaks of something else altogether, in
 * English, Spanish, Chinese, Japanese and Russian. What they mean where they stand is decided in `stance.ts`; Chinese is written in
 * simplified characters here, because sentences are read in them.
 */

/** A denial before the finding: "no judgments", "was cleared of fraud", "未被列入", "no figura en". */
export const DENIES_BEFORE: readonly RegExp[] = [
  /\b(?:not|never|neither|nor|nil|zero|cannot|without)\b|n['’]t\b|\bno\b(?!\s*[.:#№]?\s*\d)(?!\.)|\bnone\b/giu,
  /\b(?:free (?:of|from)|clear(?:ed)? of|acquitted (?:of|on)|exonerated (?:of|from)|absence of|lack of|ruled out)\b|(?<![\d.,])0 (?=\p{L})/giu,
  /\b(?:removed from|delisted from|taken off|(?:(?:was|were|became|been|as) |(?<=^\s*))(?:an? |the )?(?:victims?|targets?) (?:of|to|by)|fell victim to|impersonat\w*|posing as|(?:untrue|false|incorrect|wrong) that|refut\w+|disprov\w+|debunk\w+|(?:falsely|wrongly) (?:accused|reported|named|linked|listed))\b|\b(?:won|rejected|dismissed|overturned|quashed|withdrew|dropped|threw out|archiv[oó]|desestim\p{L}+|retir[oó]) (?:an?|the|its|his|their|all|any|la|el|las|los|una?) (?:(?:claims?|allegations?|case|charges?|petition|application|denuncia|demanda|querella) (?:of|for|por) )?(?:\p{L}+ )?$/giu,
  /\b(?:nunca|jamás|tampoco|sin|ning[uú]n[ao]?s?|ni|absuelt[oa]s? de|libres? de|exent[oa]s? de|descarta\w*)\b/giu,
  /没有|没(?!收)|未能发现|未(?!来|遂)|无(?!视|力|法|良|证|照|锡|线|人机)|不存在|不涉及|不属于|不在|不是|并非|非(?!法|洲|常|标)|洗清|解除|移出|免于|排除/gu,
  /(?<!\p{L})(?:не|нет|ни|без|отсутству\p{L}*|никогда)(?!\p{L})/giu,
];

/** A denial that is none, because of what follows it: "not only", "no doubt", "不仅". */
export const DENIES_NOTHING =
  /^(?:not (?:only|just|merely|simply|surprising\w*|long (?:after|before)|least|until)|no (?:doubt|fewer|less|more than|secret|question that|stranger|coincidence|surprise|sooner|wonder|longer (?:trad|operat|activ|in (?:business|operation|good)|able|solvent|exist|registered))|without (?:notice|warning|permission|authori[sz]ation|(?:an? |the |any )?(?:valid |required |proper )?licen[cs]e|pay|deliver|ship|explanation|doubt|comment|tell|inform|success)|none other|no s[oó]lo|sin (?:duda|licencia|permiso|autorizaci|pagar|avis)|没有疑问|无疑|无需质疑|不仅|не только)/iu;

/** What is denied is the answer to the finding, not the finding: "has not complied with the judgment", "未履行判决". */
export const DENIES_A_REMEDY =
  /\b(?:paid|pay(?:ing)?|repa(?:y|id)|settled?|compl(?:y|ied)|satisf(?:y|ied)|honou?r(?:ed)?|obey(?:ed)?|respond(?:ed)?|repl(?:y|ied)|appeared|attend(?:ed)?|appeal(?:ed)?|contest(?:ed)?|den(?:y|ied)(?! part)|dispute[ds]?|defend(?:ed)?|disclosed?|reveal(?:ed)?|mention(?:ed)? (?:the|its)|report(?:ed)? its|comment(?:ed)?|surviv\w+|avoid(?:ed)?|escaped?|prevent(?:ed)?|recover(?:ed)?|stop(?:ped)?|lifted|pagado|pag[oó]|cumpl\w+|recurri\w+|negado|niega)\b|履行|支付|偿还|执行(?!人)|上诉|否认|回应|缴纳|披露|应诉|出庭|исполн|оплат|погас/iu;

/** These reach over commas: what they deny is a whole statement. */
export const DENIES_A_STATEMENT =
  /\b(?:no|any|without) (?:\p{L}+ ){0,2}?(?:evidence|indications?|signs?|records?|reports?|information|knowledge|suggestions?|proof|reason to|match(?:es)?|hits?|entr(?:y|ies)|results?|findings?|traces?|mentions?|links?) (?:that|of|for|against|in|on|from|under|to|with|linking|relating|concerning|regarding|about|w(?:as|ere)|is|are|could|ha(?:s|ve)|believe)\b|\bnot (?:been )?(?:aware of|known to)\b|\b(?:no|sin) (?:\p{L}+ ){0,2}?(?:constan?|figuran?|aparecen?|hay|existen?|antecedentes|registros?|resultados?|indicios?|se (?:ha )?encontr\p{L}+)|未(?:有)?发现|没有发现|未查询到|未检索到|查无|未见|没有证据/giu;

/** A denial behind the finding: "was dismissed", "returned no matches", "已被驳回". */
export const DENIES_AFTER =
  /\b(?:(?:was|were|been|is|are|be|being)(?: later| since| subsequently)? (?:dismissed|withdrawn|overturned|quashed|set aside|annulled|lifted|rescinded|discontinued|dropped|retracted|refuted|rejected|unfounded|baseless|groundless|false|untrue|unsubstantiated|disproved|disproven|thrown out|struck out|cleared)|(?:found|proved|proven|turned out) (?:to be )?(?:unfounded|baseless|groundless|false|untrue)|(?:dismissed|overturned|quashed|discontinued|dropped|lifted)$|^ (?:dismissed|overturned|quashed|discontinued|dropped|lifted|unfounded)|acquitted|not (?:found|listed|applicable|present|proven|upheld|true|confirmed|recorded|identified|established|on record)|(?:found|showed|shows|returned|returns|revealed|yielded|produced|gave|brought) (?:no|nothing|zero|none)|no (?:match(?:es)?|hits?|results?|records?|entr(?:y|ies)|findings?|positives?)(?! of)|in (?:its|the company['’]s) favou?r|(?:fue|fueron|ha sido|han sido|qued[oó]) (?:desestimad|archivad|retirad|anulad|sobrese)\p{L}*|(?:es|son|era|result[oó]) (?:fals|infundad)[oa]s?|desestimad[oa]s?|sin resultados|no consta\p{L}*|no figura\p{L}*|no aparece\p{L}*)|被驳回|驳回(?:了)?(?:起诉|诉讼请求|原告)|撤诉|撤回|被撤销|不成立|不属实|(?:报道|指控|传闻|举报|系|属)不实|已解除|移出|已结清|为零|为0|未发现|未查询到|查无|(?:记录|信息|情况|风险)(?:暂无|没有|不存在)|отсутству\p{L}*|не (?:обнаружен|найден|выявлен|числ|знач|состо|фигурир|включ|внес|внёс|призна|объявл)\p{L}*|(?:さ?れて(?:は)?い|では|は|も|が)?(?:ない|ません|なかった|ありません|見当たら)|棄却|弃却|取り下げ|无罪/iu;

/** A value behind the finding's name: "Insolvency: none", "法律诉讼：0", "Sanctions check – clear". */
export const VALUE_NONE =
  /^[^.;。；:：–—|]{0,30}?\s*[:：–—|-]\s*(?:no|none|nil|0|zero|not found|not listed|n\/a|clear|clean|passed|pass|negative|low|ok|无|没有|暂无|未发现|否|ningun[oa]|sin|нет|なし|该当なし)(?=\s*(?:$|[.,;，。；|()（）条件起次项]|records?|match|hits?|cases?|found|results?|entr|judg|registros?|resultados?|antecedentes))/iu;
/** The same without a sign between, at the very end of the sentence or of its part: "诉讼记录 0条", "被执行人0条，". */
export const VALUE_NONE_AT_END =
  /^\s?(?:records?|cases?|hits?|matches|记录|信息|风险|情况|案件)?\s*(?:0\s*(?:条|件|起|次|项|records?|cases?|hits?|matches)?|无|none|nil)\s*(?:[.。]?$|(?<=\p{L})[,，、;；])/iu;

/** Behind the finding it turns the denial behind it into something else: "its appeal was dismissed". */
export const OF_SOMETHING_ELSE =
  /\b(?:appeals?|objections?|defen[cs]e|counter-?claims?|challenges?|motions?|applications?|bid|attempts?|requests?|denials?|licen[cs]es?|licencias?|registro|registrations?|permits?|directors?|goods|products?|offers?|not|never|nor|recurso|apelaci[oó]n)\b|n['’]t\b|上诉|异议|抗辩|申请|未(?!发现|查询)/iu;

/** Before the finding: it is spoken of, not reported. "if it is sanctioned", "to prevent fraud", "who may be insolvent". */
export const SUPPOSES =
  /\b(?:if|whether|unless|in (?:the )?(?:case|event) of|should (?:the|any|an?|it)|may|might|could|would|can be|risks? (?:of|from)|(?:prevent|avoid|combat|fight|detect|deter|tackle|counter|mitigate|eliminate)(?:s|t?ing)?(?: (?:and|or) \p{L}+)?(?: against)?|(?:preventing|avoiding|mitigating|eliminating|tackling)|protect(?:s|ion|ing)? (?:\p{L}+ ){0,2}(?:from|against)|guard(?:s|ing)? against|zero tolerance (?:for|of|to|towards)|prohibits? (?:any|all|the|bribery|fraud)|(?<!\b(?:not|never|to) )compl(?:y|ies|iance|ying) with|screen(?:s|ed|ing)? (?:\p{L}+ ){0,4}?against|search (?:for|our)|check(?:s|ed|ing)? (?:for|whether|if|against)|compared (?:with|against)|how to|what (?:is|are)|guide to|policy (?:on|against)|training (?:on|in)|shall|must not|in accordance with|pursuant to|(?:resolved|settled|decided|governed) (?:by|through|under)|jurisdiction of|speciali[sz]\p{L}+ in|advis(?:es?|ing) (?:\p{L}+ )?on|experts? (?:in|on)|practice areas?|related searches|lists? (?:of )?(?:companies|entities|persons|firms)|beware of|si(?= )|podr[ií]an?|puede|en caso de|prevenir|evitar|prevenci[oó]n de|lucha contra)(?!\p{L})|如果|若(?!干)|倘若|一旦|是否|可能(?:会|被)?|以免|避免|防止|防范|预防|杜绝|严禁|警惕|谨防|如何|如发生|(?<!\p{L})(?:если|чтобы|во избежание)/giu;

/** The sentence asks. */
export const ASKS = /[?？]["'”』」)]*\s*$|吗[。.]?$/u;

/** Names of things, not findings; blanked out before anything is looked for. */
export const MERE_NAMES: readonly RegExp[] = [
  /\banti[- ]?(?:fraud|bribery|corruption|money[- ]laundering|counterfeit\w*|smuggling|scam)\b/giu,
  /\b(?:fraud|scam|counterfeit\w*|bribery|smuggling|forgery|money[- ]laundering)[- ](?:prevention|detection|protection|awareness|control|department|hotline|alert service|management|risk|screening|checks?|reporting|policy|laws?|regulations?|squad)\b/giu,
  /\b(?:insolvency|bankruptcy|litigation|arbitration|liquidation|receivership)[- ](?:laws?|lawyers?|practitioners?|practice|services?|advice|support|teams?|departments?|search(?:es)?|checks?|data|records? search|risk|clauses?|rules|act|register search|funding|institute|association|cent(?:re|er))\b(?!\s*[:–])/giu,
  /\b(?:sanctions?|denied[- ]part(?:y|ies)|restricted[- ]part(?:y|ies)|entity list)[- ](?:screening|compliance|policy|policies|checks?|search(?:es)?|regulations?|laws?|regimes?|lawyers?|office|clauses?|database|news|updates)\b/giu,
  /\b(?:complaints?)[- ](?:procedures?|policy|policies|handling|forms?|department|team|desk|mechanism)\b/giu,
  /\barbitration (?:shall|will) be\b|\bcourts? of (?:competent )?jurisdiction\b|\bdisputes?\b.{0,60}\barbitration\b/giu,
  /反(?:欺诈|洗钱|腐败|商业贿赂|走私|诈骗)|(?:诉讼|仲裁|破产|清算)+(?:法(?!院)|律师|业务|服务|代理|条款|委员会|查询|风险提示)|争议.{0,20}仲裁|(?:制裁|失信被执行人|被执行人|实体清单)(?:名单)?(?:筛查|合规|查询|检索|核查)|投诉(?:电话|热线|渠道|邮箱|处理|建议|受理)|举报电话/gu,
  /\b(?:prevenci[oó]n|detecci[oó]n) (?:de|del) (?:fraude|blanqueo)\b|\bhojas? de reclamaciones\b/giu,
];
