/**
 * Makes the web links of a report open in a new tab: inside its frame nothing may be loaded. The service escapes every text, so
 * what begins like a link is one.
 */
export function framed(html: string): string {
  return html.replaceAll(/<a href="(?=https?:)/g, '<a target="_blank" href="');
}
