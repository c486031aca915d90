/** A term quoted for the text form of tsvector and tsquery. */
export function lexeme(term: string): string {
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** The text form of pgvector's types. */
export function vectorText(vector: readonly number[]): string {
  return `[${vector.join(',')}]`;
}
