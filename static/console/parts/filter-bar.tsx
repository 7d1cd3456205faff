import { useMemo } from 'react';
import type { AccountFilter, AccountFilterAnswer } from '../../../src/contract/account-filter';
import { ACCOUNT_ATTRIBUTES, type AccountAttribute } from '../../../src/engagement/account-filter';
import { isFiltering, useAccountFilter, writeFilter } from './account-filter';
import { useAsk } from './ask-context';
import { attributeTerms, chosenWords, valueWords } from './filter-words';
import { count, counted } from './format';
import { Popup } from './popup';
import { useAnswer } from './use-answer';
import { SegmentFilter } from './segment-filter';
import { usePlace, useReplaceParams } from './use-hash';

type Option = AccountFilterAnswer['options']['app'][number];

/** Which accounts the screen is about; the address holds it, so that it stays from one screen to the next. */
export function FilterBar({ screenId }: { screenId: string }) {
  const { params } = usePlace();
  const replaceParams = useReplaceParams(screenId);
  const filter = useAccountFilter(params);
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
      {ACCOUNT_ATTRIBUTES.map((name) => {
        const options = offered(answer?.options[name] ?? [], filter[name] ?? []);
        // Where all accounts are alike, there is nothing to choose.
        if (options.length < 2 && filter[name] === undefined) return null;
        return (
          <Attribute
            key={name}
            name={name}
            options={options}
            chosen={filter[name] ?? []}
            onChange={(values) => {
              const { [name]: _before, ...rest } = filter;
              change(values.length === 0 ? rest : { ...rest, [name]: values });
            }}
          />
        );
      })}
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
      {loaded.kind === 'refused' ? (
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

type AttributeProps = {
  readonly name: AccountAttribute;
  readonly options: readonly Option[];
  readonly chosen: readonly (string | null)[];
  readonly onChange: (values: (string | null)[]) => void;
};

function Attribute({ name, options, chosen, onChange }: AttributeProps) {
  return (
    <Popup label={chosenWords(name, chosen)} isChosen={chosen.length > 0}>
      <fieldset className="filter-options">
        <legend>{attributeTerms[name]}</legend>
        <ul className="check-list">
          {options.map(({ value, accounts }) => (
            <li key={value ?? ''}>
              <label>
                <input
                  type="checkbox"
                  checked={chosen.includes(value)}
                  onChange={(event) => {
                    const others = chosen.filter((each) => each !== value);
                    onChange(event.currentTarget.checked ? [...others, value] : others);
                  }}
                />
                <bdi className="filter-value">{valueWords(name, value)}</bdi>
                <span className="filter-accounts">
                  {count(accounts)}
                  <span className="unseen"> accounts</span>
                </span>
              </label>
            </li>
          ))}
        </ul>
      </fieldset>
    </Popup>
  );
}
