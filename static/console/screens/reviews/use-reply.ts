import { useState } from 'react';
import type { Ask } from '../../parts/ask';

export type Replying =
  | { readonly kind: 'closed' }
  | { readonly kind: 'writing'; readonly text: string }
  /** Asked once more before everybody can read it; null takes the reply away. */
  | { readonly kind: 'confirming'; readonly text: string | null; readonly isSending: boolean };

/** The vendor's answer to one review: written, confirmed, sent; what the Marketplace said of it stays. */
export function useReply(ask: Ask, key: string, known: string | null, onReplied: (reply: string | null) => void) {
  const [replying, setReplying] = useState<Replying>({ kind: 'closed' });
  const [told, setTold] = useState<{ readonly words: string; readonly isRefused: boolean } | null>(null);
  const send = async (text: string | null): Promise<void> => {
    setReplying({ kind: 'confirming', text, isSending: true });
    const answer = await ask('replyToReview', { key, reply: text });
    const refusal = !answer.ok ? answer.message : answer.value.kind === 'refused' ? answer.value.words : null;
    if (refusal !== null) {
      // What was written is not lost with a refusal.
      setReplying(text === null ? { kind: 'closed' } : { kind: 'writing', text });
      setTold({ words: refusal, isRefused: true });
      return;
    }
    const reply = answer.ok && answer.value.kind === 'replied' ? answer.value.reply : text;
    setReplying({ kind: 'closed' });
    setTold({ words: reply === null ? 'The reply is gone from the Marketplace.' : 'The reply is on the Marketplace.', isRefused: false });
    onReplied(reply);
  };
  return {
    replying,
    told,
    write: (text = known ?? '') => {
      setTold(null);
      setReplying({ kind: 'writing', text });
    },
    confirm: (text: string | null) => {
      setReplying({ kind: 'confirming', text, isSending: false });
    },
    back: () => {
      setReplying((now) => (now.kind === 'confirming' && now.text !== null ? { kind: 'writing', text: now.text } : { kind: 'closed' }));
    },
    send,
  };
}
