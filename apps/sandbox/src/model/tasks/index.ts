import { z } from 'zod';
import { answerQuestion, AnswerQuestionTask } from './answer-question.js';
import { explainMatches, ExplainMatchesTask } from './explain-matches.js';
import { extractProducts, ExtractProductsTask } from './extract-products.js';
import { extractRequirements, ExtractRequirementsTask } from './extract-requirements.js';
import { verifyCompany, VerifyCompanyTask } from './verify-company.js';
import { writeSection, WriteSectionTask } from './write-section.js';

/** The structured tasks the services send: a JSON object with a `task` field as the user's message. */
const Task = z.discriminatedUnion('task', [
  ExtractProductsTask,
  VerifyCompanyTask,
  WriteSectionTask,
  ExplainMatchesTask,
  ExtractRequirementsTask,
  AnswerQuestionTask,
]);
export type Task = z.infer<typeof Task>;

/** The task in a message, if there is one the stand-in knows; a fence or a sentence around the JSON does no harm. */
export function readTask(message: string): Task | undefined {
  const from = message.indexOf('{');
  const to = message.lastIndexOf('}');
  if (from < 0 || to < from || !message.includes('"task"')) return undefined;
  try {
    return Task.safeParse(JSON.parse(message.slice(from, to + 1))).data;
  } catch {
    return undefined;
  }
}

export function solveTask(task: Task): object {
  switch (task.task) {
    case 'extract_products':
      return extractProducts(task);
    case 'verify_company':
      return verifyCompany(task);
    case 'write_section':
      return writeSection(task);
    case 'explain_matches':
      return explainMatches(task);
    case 'extract_requirements':
      return extractRequirements(task);
    case 'answer_question':
      return answerQuestion(task);
  }
}
