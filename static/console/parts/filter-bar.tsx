import { useMemo } from 'react';
import type { AccountFilter, AccountFilterAnswer } from '../../../src/contract/account-filter';
import { FILTER_TERMS } from '../../../src/engagement/account-filter';
import { isFiltering, useAccountFilter, writeFilter } from './account-filter';
import { useAsk } from './ask-context';
import { useBeside, writeBeside } from './beside';
import { CheckListPopup } from './check-list-popup';
import { attributeTerms, chosenWords, valueWords } from './filter-words';
import { count, counted } from './format';
import { useAnswer } from './use-answer';
import { CompareSegments, SegmentFilter } from './segment-filter';
import { usePlace, useReplaceParams } from './use-hash';

type Option = AccountFilterAnswer['options']['app'][number];

type FilterBarProps = {
  readonly screenId: string;
  /** Charts of the screen can be of several segments. */
  readonly canCompare?: boolean;
};

/** Which accounts the screen is about; the address holds it, so that it stays from one screen to the next. */
export function FilterBar({ screenId, canCompare = false }: FilterBarProps) {
  const { params } = usePlace();
  const replaceParams = useReplaceParams(screenId);
  const filter = useAccountFilter(params);
  const beside = useBeside(params);
  const { loaded, retry } = useAnswer(
    useAsk(),
    'accountFilter',
    useMemo(() => ({ filter }), [filter]),
  );
  const answer = loaded.kind === 'ready' ? loaded.value : null;
  const change = (next: AccountFilter): void => {
    const written = writeFilter(params, next);
    // A list of other accounts begins with its first page.
    written.delete('page');
    replaceParams(written);
  };
  return (
    <section className="filter-bar" aria-label="Which accounts" aria-busy={loaded.kind === 'loading'}>
      {(answer?.segments ?? []).length === 0 && filter.segment === undefined ? null : (
        <SegmentFilter
          segments={answer?.segments ?? []}
          chosen={filter.segment ?? []}
          onChange={(chosen) => {
            const { segment: _before, ...rest } = filter;
            change(chosen.length === 0 ? rest : { ...rest, segment: chosen });
          }}
        />
      )}
      {FILTER_TERMS.map((name) => {
        const options = offered((name === 'health' ? answer?.health : answer?.options[name]) ?? [], filter[name] ?? []);
        // Where all accounts are alike, there is nothing to choose.
        if (options.length < 2 && filter[name] === undefined) return null;
        return (
          <CheckListPopup
            key={name}
            label={chosenWords(name, filter[name] ?? [], answer?.stageNames)}
            legend={attributeTerms[name]}
            options={options.map((option) => ({ ...option, words: valueWords(name, option.value, answer?.stageNames) }))}
            chosen={filter[name] ?? []}
            onChange={(values) => {
              const { [name]: _before, ...rest } = filter;
              change(values.length === 0 ? rest : { ...rest, [name]: values });
            }}
          />
        );
      })}
      {canCompare ? (
        <CompareSegments
          segments={answer?.segments ?? []}
          chosen={beside}
          onChange={(ids) => {
            replaceParams(writeBeside(params, ids));
          }}
        />
      ) : null}
      {isFiltering(filter) ? (
        <button
          type="button"
          className="filter"
          onClick={() => {
            change({});
          }}
        >
          Clear all
        </button>
      ) : null}
      <p className="filter-count" role="status">
        {answer === null ? '' : countWords(answer, isFiltering(filter))}
      </p>
      {/* While all is being prepared, the screen below says so and looks again. */}
      {loaded.kind === 'refused' && loaded.refusal.code !== 'not-ready' ? (
        <p role="alert">
          {loaded.refusal.message}{' '}
          <button type="button" className="filter" onClick={retry}>
            Try again
          </button>
        </p>
      ) : null}
    </section>
  );
}

/** What the address asks for can be unchosen, also when no account is like that. */
function offered(options: readonly Option[], chosen: readonly (string | null)[]): readonly Option[] {
  const missing = chosen.filter((value) => options.every((option) => option.value !== value));
  return [...options, ...missing.map((value) => ({ value, accounts: 0 }))];
}

function countWords({ accounts, of }: AccountFilterAnswer, isFiltered: boolean): string {
  return isFiltered ? `${count(accounts)} of ${counted(of, 'account')}` : `All ${counted(of, 'account')}`;
}
