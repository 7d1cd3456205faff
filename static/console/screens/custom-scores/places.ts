/** A place of the list of scores by rules at which one is made or changed. */
export const scorePlace = (scoreId: number | 'new' | 'users'): Readonly<Record<string, string>> => ({ edit: String(scoreId) });

/** Nobody is filtered for where a score is written. */
export const isScoreWritten = (params: URLSearchParams): boolean => params.has('edit');
