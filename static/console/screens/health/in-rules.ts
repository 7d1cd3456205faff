import { LEAF_TYPES } from '../segments/builder/draft';

/** What rules can ask. Accounts are asked one by one: who is among the first is a segment’s to say. */
export const IN_RULES = { types: LEAF_TYPES.filter((type) => type !== 'top'), absent: null };
