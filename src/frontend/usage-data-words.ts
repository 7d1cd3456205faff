import type { ChoiceView } from '../tracking/use-tracking-choice';

export const WHAT_IS_MEASURED =
  'This app tells its makers which of its features you use, so that they see what helps. What you write, such as the text of an item, is never part of it.';

/** What stands below that: how it is now, and the choice that the button makes. No button: there is nothing to choose here. */
export function usageDataWords(view: ChoiceView): {
  readonly state: string | null;
  readonly button: { readonly label: string; readonly tracked: boolean } | null;
} {
  if (view.phase !== 'known') return { state: null, button: null };
  const { choice, unsaved } = view;
  const failure = unsaved ? 'Your choice could not be saved. Try again. ' : '';
  if (choice.offBy === 'site') return { state: 'An admin has switched this off for the whole site.', button: null };
  return choice.tracked
    ? { state: `${failure}Your use is counted.`, button: { label: 'Do not count my use', tracked: false } }
    : { state: `${failure}Your use is not counted.`, button: { label: 'Count my use', tracked: true } };
}
