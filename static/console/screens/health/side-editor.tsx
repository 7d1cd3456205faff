import type { Problem } from '../../../../src/segments/problem';
import { BuildingProvider } from '../segments/builder/builder-context';
import { emptyGroup, type Group } from '../segments/builder/draft';
import type { Known } from '../segments/builder/draft-problems';
import { GroupEditor } from '../segments/builder/group-editor';
import { useBuildingOf } from '../segments/builder/use-building';
import { IN_RULES } from './in-rules';

const TITLES = { good: 'Good', bad: 'Bad' } as const;

type SideEditorProps = {
  readonly side: 'good' | 'bad';
  /** Null where nothing makes accounts so. */
  readonly group: Group | null;
  readonly known: Known;
  readonly today: string;
  readonly problems: readonly Problem[];
  readonly onChange: (group: Group | null) => void;
};

/** The rules of one colour. */
export function SideEditor({ side, group, known, today, problems, onChange }: SideEditorProps) {
  const building = useBuildingOf(known, problems, today, IN_RULES);
  return (
    <section className="card" aria-label={TITLES[side]}>
      <div className="card-head">
        <h2>{TITLES[side]}</h2>
        <button
          type="button"
          className="condition-button"
          onClick={() => {
            onChange(group === null ? emptyGroup('account', side === 'good' ? 'all' : 'any') : null);
          }}
        >
          {group === null ? `Say what is ${side}` : `Nothing is ${side}`}
        </button>
      </div>
      {group === null ? (
        <p className="faint">Nothing makes an account {side}.</p>
      ) : (
        <BuildingProvider value={building}>
          <GroupEditor kind="account" group={group} path="" onChange={onChange} />
        </BuildingProvider>
      )}
    </section>
  );
}
