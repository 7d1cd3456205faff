/** The list of scores by rules, and the place at which one is made or changed. */
export const LIST = '#/scores';
export const scoreHref = (scoreId: number | 'new' | 'users'): string => `${LIST}?edit=${String(scoreId)}`;
