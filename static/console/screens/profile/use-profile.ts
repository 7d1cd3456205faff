import { useCallback, useMemo, useState } from 'react';
import type { ProfileAnswer, ProfileChange } from '../../../../src/contract/profiles';
import type { Ask } from '../../parts/ask';
import { type Loaded, useAnswer } from '../../parts/use-answer';

/** An account is (a, 0), a user (0, u), a user in an account (a, u). */
export type Subject = { readonly accountId: number; readonly userId: number };

export type ProfileOptions = {
  /** What is known of it already. */
  readonly first?: ProfileAnswer | null | undefined;
  readonly onRole?: ((role: string | null) => void) | undefined;
};
export type Change = Pick<ProfileChange, 'property' | 'tags'>;

/** What is stored of a subject, and a change of it, which gives what went wrong in words, or null. */
export function useProfile(
  ask: Ask,
  { accountId, userId }: Subject,
  { first, onRole }: ProfileOptions = {},
): {
  readonly profile: Loaded<ProfileAnswer | null>;
  readonly retry: () => void;
  readonly change: (change: Change) => Promise<string | null>;
} {
  const input = useMemo(() => ({ accountId, userId }), [accountId, userId]);
  const { loaded, retry } = useAnswer(ask, 'profile', input, first);
  const [changed, setChanged] = useState<{ readonly of: typeof input; readonly profile: ProfileAnswer } | null>(null);
  const change = useCallback(
    async (wanted: Change) => {
      const answer = await ask('changeProfile', { ...input, ...wanted });
      if (!answer.ok) return answer.message;
      if ('problem' in answer.value) return answer.value.problem;
      const { profile: now } = answer.value;
      setChanged({ of: input, profile: now });
      const role = now.values.find(({ key }) => key === 'Role')?.value;
      onRole?.(typeof role === 'string' ? role : null);
      return null;
    },
    [ask, input, onRole],
  );
  const profile = loaded.kind === 'ready' && changed?.of === input ? { ...loaded, value: changed.profile } : loaded;
  return { profile, retry, change };
}
