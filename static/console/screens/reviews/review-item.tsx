import Button from '@atlaskit/button/new';
import { useEffect, useId, useRef } from 'react';
import { MAX_REPLY_CHARACTERS, type Review } from '../../../../src/contract/reviews';
import { useAsk } from '../../parts/ask-context';
import { ConfirmDialog } from '../../parts/confirm-dialog';
import { count, day } from '../../parts/format';
import { QuickButton } from '../../parts/quick-button';
import { type Replying, useReply } from './use-reply';
import { starSigns, starWords } from './words';

type ReviewItemProps = {
  readonly review: Review;
  readonly canChange: boolean;
  /** With several apps, which one it is about. */
  readonly isAppShown: boolean;
  readonly onReplied: (reply: string | null) => void;
};

/** What somebody wrote, and the vendor's answer to it. */
export function ReviewItem({ review, canChange, isAppShown, onReplied }: ReviewItemProps) {
  const { reply } = review;
  const { replying, told, write, confirm, back, send } = useReply(useAsk(), review.key, reply, onReplied);
  const status = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    // The button that was pressed is gone with the form, so what became of it takes the focus.
    if (told !== null) status.current?.focus();
  }, [told]);
  const about = `${starWords(review.stars)}${review.day === null ? '' : `, ${day(review.day)}`}`;
  const isWriting = replying.kind === 'writing' || (replying.kind === 'confirming' && replying.text !== null);
  return (
    <li className="review">
      <p className="review-head">
        <span className="stars" aria-hidden="true">
          {starSigns(review.stars)}
        </span>
        <span className="unseen">{starWords(review.stars)}</span>
        {isAppShown ? <bdi className="review-app foreign">{review.appName}</bdi> : null}
        <span className="faint">{review.day === null ? 'Without a day' : day(review.day)}</span>
        {review.totalVotes === 0 ? null : (
          <span className="faint">
            {count(review.helpfulVotes)} of {count(review.totalVotes)} found it helpful
          </span>
        )}
        {review.isFlagged ? <span className="status wait">Flagged</span> : null}
        {reply === null ? <span className="status wait">Unanswered</span> : null}
      </p>
      {review.text === '' ? (
        <p className="faint">Without words.</p>
      ) : (
        <p className="review-text" dir="auto">
          {review.text}
        </p>
      )}
      {reply === null || isWriting ? null : (
        <div className="review-reply">
          <p className="faint">Your reply</p>
          <p className="review-text" dir="auto">
            {reply}
          </p>
        </div>
      )}
      {isWriting ? (
        <Writing text={replying.text ?? ''} onWrite={write} onSend={confirm} onClose={back} isDisabled={replying.kind === 'confirming'} />
      ) : null}
      {canChange && !isWriting ? (
        <span className="review-actions">
          <QuickButton
            spacing="compact"
            aria-label={`${reply === null ? 'Reply' : 'Change the reply'}: ${about}`}
            onClick={() => {
              write();
            }}
          >
            {reply === null ? 'Reply' : 'Change the reply'}
          </QuickButton>
          {reply === null ? null : (
            <QuickButton
              spacing="compact"
              appearance="subtle"
              aria-label={`Take the reply away: ${about}`}
              onClick={() => {
                confirm(null);
              }}
            >
              Take it away
            </QuickButton>
          )}
        </span>
      ) : null}
      <p role="status" ref={status} tabIndex={-1} className={told?.isRefused === true ? 'switch-refused' : 'review-told'}>
        {told?.words}
      </p>
      <Confirming replying={replying} onSend={(text) => void send(text)} onClose={back} />
    </li>
  );
}

type WritingProps = {
  readonly text: string;
  readonly isDisabled: boolean;
  readonly onWrite: (text: string) => void;
  readonly onSend: (text: string) => void;
  readonly onClose: () => void;
};

function Writing({ text, isDisabled, onWrite, onSend, onClose }: WritingProps) {
  const id = useId();
  return (
    <div className="review-writing">
      <label htmlFor={id}>Reply, for everybody to read</label>
      <textarea
        id={id}
        className="review-field"
        rows={4}
        dir="auto"
        maxLength={MAX_REPLY_CHARACTERS}
        value={text}
        autoFocus
        onChange={(event) => {
          onWrite(event.currentTarget.value);
        }}
      />
      <span className="review-actions">
        <Button
          spacing="compact"
          appearance="primary"
          isDisabled={isDisabled || text.trim() === ''}
          onClick={() => {
            onSend(text.trim());
          }}
        >
          Publish…
        </Button>
        <Button spacing="compact" appearance="subtle" isDisabled={isDisabled} onClick={onClose}>
          Cancel
        </Button>
        <span className="faint">
          {count(text.length)} of {count(MAX_REPLY_CHARACTERS)} characters
        </span>
      </span>
    </div>
  );
}

function Confirming({ replying, onSend, onClose }: { replying: Replying; onSend: (text: string | null) => void; onClose: () => void }) {
  if (replying.kind !== 'confirming') return null;
  const { text, isSending } = replying;
  return (
    <ConfirmDialog
      title={text === null ? 'Take the reply away?' : 'Publish this reply?'}
      verb={text === null ? 'Take it away' : 'Publish'}
      isBusy={isSending}
      onConfirm={() => {
        onSend(text);
      }}
      onClose={onClose}
    >
      {text === null ? (
        <p>It disappears from the Marketplace at once.</p>
      ) : (
        <>
          <p>It appears on the Marketplace at once, in your name.</p>
          <p className="review-text review-quote" dir="auto">
            {text}
          </p>
        </>
      )}
    </ConfirmDialog>
  );
}
