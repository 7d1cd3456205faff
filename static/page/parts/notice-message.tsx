import Button from '@atlaskit/button/new';
import SectionMessage from '@atlaskit/section-message';
import type { Notice } from '../../../src/checklist/session';

const appearances = { conflict: 'warning', refused: 'error', failed: 'error', done: 'success' } as const;

/** The region is always there, so that a screen reader hears what comes into it. */
export function NoticeMessage({ notice, dismiss }: { readonly notice: Notice | null; readonly dismiss: () => void }) {
  return (
    <div role="status">
      {notice === null ? null : (
        <SectionMessage appearance={appearances[notice.kind]}>
          <div className="notice">
            <span>{notice.message}</span>
            <Button appearance="subtle" spacing="compact" onClick={dismiss}>
              Dismiss
            </Button>
          </div>
        </SectionMessage>
      )}
    </div>
  );
}
