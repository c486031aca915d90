/** A name for a document without a title of its own: the file's name in its link. */
export function titleFromUrl(source: string): string {
  const path = URL.canParse(source) ? new URL(source).pathname : source;
  const name = path.split('/').findLast((segment) => segment !== '') ?? 'document';
  return (
    decoded(name)
      .replace(/\.pdf$/i, '')
      .replace(/[\p{Cc}\p{Cs}]/gu, '') || 'document'
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
