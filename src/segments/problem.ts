/** Why a condition cannot be taken or evaluated: where in it (`of[1].where.value`, '' for all of it), and what is wrong, for a person. */
export type Problem = { readonly path: string; readonly message: string };

export function at(path: string, ...steps: readonly (string | number)[]): string {
  let result = path;
  for (const step of steps) result += typeof step === 'number' ? `[${step}]` : result === '' ? step : `.${step}`;
  return result;
}
