import SectionMessage from '@atlaskit/section-message';
import { countedAnewTitle } from './counted-anew-words';
import type { Scope } from './page-scope';
import { useCountedAnew } from './use-counted-anew';

/** Says above every screen that figures of use are not whole: after an update of the store, and where other events count now. */
export function CountedAnew({ scope }: { scope: Scope }) {
  const accounts = useCountedAnew();
  return accounts === 0 ? null : (
    <div className="notice" role="status">
      <SectionMessage title={countedAnewTitle(scope, accounts)} appearance="information">
        <p>This follows an update of the app, or a change of what counts as use. Until it is done, figures of use leave some of it out.</p>
      </SectionMessage>
    </div>
  );
}
