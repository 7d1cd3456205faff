import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { ReactNode } from 'react';
import type { Refusal } from './use-answer';

/** What the resolver refused, in words that tell what to do next. */
export function RefusalMessage({ refusal, onRetry }: { refusal: Refusal; onRetry: () => void }) {
  switch (refusal.code) {
    case 'not-allowed':
      return (
        <Notice title="You cannot open this page" appearance="warning">
          <p>{refusal.message}</p>
        </Notice>
      );
    case 'not-ready':
      return (
        <Notice title="Tidemark is getting ready" appearance="information" onRetry={onRetry}>
          <p>{refusal.message} This page looks again by itself.</p>
        </Notice>
      );
    case 'bad-request':
      return <Fault title="The app did not understand this page" text={refusal.message} onRetry={onRetry} />;
    case 'failed':
      return <Fault title="Something went wrong" text={refusal.message} onRetry={onRetry} />;
  }
}

/** A refusal in place of a whole screen, which then has no heading of its own. */
export function RefusedScreen({ title, refusal, onRetry }: { title: string; refusal: Refusal; onRetry: () => void }) {
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <RefusalMessage refusal={refusal} onRetry={onRetry} />
    </>
  );
}

export function Fault({ title, text, onRetry }: { title: string; text: string; onRetry: () => void }) {
  return (
    <Notice title={title} appearance="error" onRetry={onRetry}>
      <p>{text}</p>
    </Notice>
  );
}

type NoticeProps = { title: string; appearance: 'warning' | 'information' | 'error'; onRetry?: () => void; children: ReactNode };

function Notice({ title, appearance, onRetry, children }: NoticeProps) {
  return (
    <div className="notice" role={appearance === 'error' ? 'alert' : 'status'}>
      <SectionMessage title={title} appearance={appearance}>
        {children}
        {onRetry === undefined ? null : (
          <div className="notice-action">
            <Button onClick={onRetry}>Try again</Button>
          </div>
        )}
      </SectionMessage>
    </div>
  );
}
