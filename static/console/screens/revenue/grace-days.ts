/** What people may type: 0 to 90, in whole days. */
export function readGrace(text: string): number | null {
  return /^\d{1,2}$/.test(text.trim()) && Number(text) <= 90 ? Number(text) : null;
}
