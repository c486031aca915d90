/** Injection token of the SearchPort checks go through, under the budget `shadow-hunter.search`. */
export const CHECK_SEARCH = Symbol('CheckSearch');
/** Injection token of the LlmPort that reads evidence, under the budget `shadow-hunter.llm`. */
export const CHECK_LLM = Symbol('CheckLlm');
