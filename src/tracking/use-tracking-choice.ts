import { useEffect, useSyncExternalStore } from 'react';
import { z } from 'zod';
import { TrackingChoice } from '../contract/tracking-choice';
import type { Invoke } from './bridge-client';

/** What a page knows of its user's choice. `unknown`: nobody asked yet, or the question failed; `unsaved`: the last change failed. */
export type ChoiceView =
  | { readonly phase: 'unknown' | 'asking' }
  | { readonly phase: 'known'; readonly choice: TrackingChoice; readonly saving: boolean; readonly unsaved: boolean };

export type ChoiceSession = {
  readonly view: () => ChoiceView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks what the user chose. A failure is no news: the page goes on without showing a choice. */
  readonly load: () => Promise<void>;
  /** One change at a time: what is pressed while the last is being saved does nothing. */
  readonly choose: (tracked: boolean) => Promise<void>;
  /** The bridge's `invoke` for the tracking client: once the user or the site declined, nothing passes it. */
  readonly invokeIfTracked: Invoke;
};

type ChoicePorts = {
  readonly invoke: Invoke;
  /** Hands over what the tracking client holds: at a closed door that drops it. */
  readonly flush: () => Promise<void>;
};

/** What the resolver says of events that it turned away for the choice of the user, or of the site. */
const DECLINED_REASONS: readonly unknown[] = ['do-not-track', 'switched-off'];
const TurnedAway = z.object({ refused: z.array(z.object({ reason: z.unknown() })) });

/**
 * The user's own choice in one open page. Asking costs a call, so it is asked only when somebody wants to see it: the resolver
 * holds to the choice in any case, and its first refusal closes the door here for the rest of the visit.
 */
export function createChoiceSession({ invoke, flush }: ChoicePorts): ChoiceSession {
  let view: ChoiceView = { phase: 'unknown' };
  let open = true;
  const listeners = new Set<() => void>();

  const show = (next: ChoiceView) => {
    view = next;
    for (const listener of listeners) listener();
  };

  const learn = async (call: 'trackingChoice' | 'chooseTracking', payload: Record<string, unknown>) => {
    const choice = TrackingChoice.parse(await invoke(call, payload));
    // A no that was not kept, as of somebody without an account, still holds in this visit.
    if (payload.tracked === false && choice.tracked) throw new TypeError('The choice was not kept');
    // What came in while the door was closed must not go out once it opens.
    if (choice.tracked && !open) await flush();
    open = choice.tracked;
    if (!open) void flush();
    show({ phase: 'known', choice, saving: false, unsaved: false });
  };

  return {
    view: () => view,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      if (view.phase === 'known') return;
      show({ phase: 'asking' });
      await learn('trackingChoice', {}).catch(() => {
        show({ phase: 'unknown' });
      });
    },
    choose: async (tracked) => {
      if (view.phase !== 'known' || view.saving) return;
      const before = view.choice;
      show({ ...view, saving: true, unsaved: false });
      // A no holds at once, whatever becomes of the call.
      if (!tracked) {
        open = false;
        void flush();
      }
      await learn('chooseTracking', { tracked }).catch(() => {
        show({ phase: 'known', choice: before, saving: false, unsaved: true });
      });
    },
    invokeIfTracked: async (functionKey, payload) => {
      if (!open) return { accepted: 0, refused: payload.events };
      const answer = await invoke(functionKey, payload);
      const turnedAway = TurnedAway.safeParse(answer);
      if (turnedAway.success && turnedAway.data.refused.some(({ reason }) => DECLINED_REASONS.includes(reason))) open = false;
      return answer;
    },
  };
}

/** The choice for a component that shows it; asked when it is first drawn. */
export function useTrackingChoice(session: ChoiceSession): ChoiceView {
  useEffect(() => {
    void session.load();
  }, [session]);
  return useSyncExternalStore(session.subscribe, session.view, session.view);
}
