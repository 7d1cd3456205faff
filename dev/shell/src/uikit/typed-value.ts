/**
 * What an input shows while its app, which renders somewhere else and a moment later, catches up. Showing only the app's
 * value would drop letters and move the caret; showing only what was typed would ignore an app that clears its field.
 */
export type TypedValue = { readonly shown: string; readonly fromApp: string; readonly echoes: readonly string[] };

export const typedValue = (fromApp: string): TypedValue => ({ shown: fromApp, fromApp, echoes: [] });

export function whenTyped(state: TypedValue, value: string): TypedValue {
  return { ...state, shown: value, echoes: [...state.echoes, value] };
}

/** The app's value at a commit. An echo of something typed changes nothing; anything else is the app's own wish. */
export function whenRendered(state: TypedValue, fromApp: string): TypedValue {
  if (fromApp === state.fromApp) return state;
  const echo = state.echoes.indexOf(fromApp);
  if (echo === -1) return typedValue(fromApp);
  return { ...state, fromApp, echoes: state.echoes.slice(echo + 1) };
}
