import type { StageKind } from '../../../../src/contract/stages';

export const KIND_OF_STAGE: Readonly<Record<StageKind, { readonly term: string; readonly meaning: string }>> = {
  free: { term: 'Free', meaning: 'Uses the app without paying for it yet.' },
  paying: { term: 'Paying', meaning: 'Pays for the app.' },
  churn: { term: 'Gone', meaning: 'Does not use the app under a licence any more.' },
};
