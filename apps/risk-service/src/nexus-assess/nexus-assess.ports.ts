/** Injection token of the LlmPort that writes sections, under the budget `nexus-assess.llm`. */
export const REPORT_LLM = Symbol('ReportLlm');
