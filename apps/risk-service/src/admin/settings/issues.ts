import type { SectionName } from '@tradewind/contracts';
import type { FieldError } from '@tradewind/platform';
import type { SettingsIssue } from '../../llm-gateway/settings/check-sections.js';

const MAX_ERRORS = 50;

/** Where in the request body a field of the section is. */
export function fieldsOf(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): FieldError[] {
  return issues
    .slice(0, MAX_ERRORS)
    .map(({ path, message }) => ({ path: ['body', ...path].map(String).join('.'), message }));
}

/** What does not fit together: fields of the edited section, and what other sections have to say about the edit. */
export function fieldsAcross(edited: SectionName, issues: readonly SettingsIssue[]): FieldError[] {
  return issues.slice(0, MAX_ERRORS).map(({ section, path, message }) => ({
    path: [section === edited ? 'body' : `settings/${section}`, ...path].map(String).join('.'),
    message,
  }));
}
