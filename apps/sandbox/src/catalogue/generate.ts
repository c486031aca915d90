export function generateCatalogue(): object[] {
  return [];
}
