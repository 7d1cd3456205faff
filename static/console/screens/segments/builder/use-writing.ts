import { useState } from 'react';

type State = {
  readonly isBusy: boolean;
  /** Somebody wanted to save it, so that what is wrong is marked. */
  readonly isTried: boolean;
  readonly trouble: string;
  /** How often it was refused. */
  readonly refusals: number;
};
/** How far the saving of a form is. */
export type Writing = State & {
  readonly begin: () => void;
  /** Says why it was not saved. */
  readonly refuse: (trouble: string) => void;
  /** Something was changed since. */
  readonly forgive: () => void;
};

export const MISSING = 'Something is missing: see what is marked.';
export const notSaved = (problems: readonly { readonly message: string }[]): string =>
  ['Not saved.', ...problems.map(({ message }) => message)].join(' ');

export function useWriting(): Writing {
  const [state, setState] = useState<State>({ isBusy: false, isTried: false, trouble: '', refusals: 0 });
  return {
    ...state,
    begin: () => {
      setState((before) => ({ ...before, isBusy: true, isTried: true, trouble: '' }));
    },
    refuse: (trouble) => {
      setState(({ refusals }) => ({ isBusy: false, isTried: true, trouble, refusals: refusals + 1 }));
    },
    forgive: () => {
      setState((before) => ({ ...before, isBusy: false, trouble: '' }));
    },
  };
}
