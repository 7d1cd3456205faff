import type { Overview } from '../../../../src/contract/overview';
import { waitingWords } from '../engagement/words';
import { NoEvents } from './no-events';

type NoUseProps = { readonly answer: Pick<Overview, 'scope' | 'waiting'>; readonly isFiltered: boolean };

/** There is no figure of use: because it is not counted yet, because of the filter, or because nothing ever came. */
export function NoUse({ answer: { scope, waiting }, isFiltered }: NoUseProps) {
  if (waiting > 0) return <p className="card not-enough">{waitingWords(waiting)}</p>;
  if (isFiltered) return <p className="card not-enough">Nothing was used in the accounts chosen above.</p>;
  return <NoEvents scope={scope} />;
}
