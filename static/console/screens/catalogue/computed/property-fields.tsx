import { useId } from 'react';
import { Choose } from '../../segments/builder/fields';
import { usePropertyOptions } from '../../segments/builder/use-options';
import { AGGREGATES, isAmount, named, RELATIONS } from './definitions';
import type { FieldsProps } from './fields-props';
import { WhereField } from './where-field';

const HOW_MANY = 'how-many';

export function RelatedFields({ kind, definition, onChange }: FieldsProps<'related'>) {
  const relations = RELATIONS[kind];
  const related = relations.find(({ value }) => value === definition.relation)?.kind ?? kind;
  const properties = usePropertyOptions(related, definition.property);
  return (
    <>
      <div className="computed-fields">
        <Choose
          label="Who"
          options={relations}
          value={definition.relation}
          onChange={(relation) => {
            // What was asked of users cannot be asked of accounts.
            onChange({ ...definition, relation, measure: null, property: null, where: null });
          }}
        />
        <Choose
          label="Measure"
          options={[{ value: HOW_MANY, label: 'How many' }, ...AGGREGATES]}
          value={definition.measure ?? HOW_MANY}
          onChange={(measure) => {
            if (measure === HOW_MANY) onChange({ ...definition, measure: null, property: null });
            else onChange({ ...definition, measure, property: definition.property ?? properties[0]?.value ?? '' });
          }}
        />
        {definition.measure === null ? null : (
          <Choose
            label="Property"
            options={properties}
            value={definition.property ?? ''}
            onChange={(property) => {
              onChange({ ...definition, property });
            }}
          />
        )}
      </div>
      <WhereField
        kind={related}
        where={definition.where}
        onChange={(where) => {
          onChange({ ...definition, where });
        }}
      />
    </>
  );
}

export function RatioFields({ kind, definition, onChange }: FieldsProps<'ratio'>) {
  const dividends = usePropertyOptions(kind, definition.of).filter(({ type }) => isAmount(type));
  const divisors = usePropertyOptions(kind, definition.to).filter(({ type }) => isAmount(type));
  return (
    <div className="computed-fields">
      <Choose
        label="Property that is divided"
        options={dividends}
        value={definition.of}
        onChange={(of) => {
          onChange({ ...definition, of });
        }}
      />
      <span className="condition-word">divided by</span>
      <Choose
        label="Property to divide by"
        options={divisors}
        value={definition.to}
        onChange={(to) => {
          onChange({ ...definition, to });
        }}
      />
    </div>
  );
}

export function FormulaFields({ kind, definition, onChange }: FieldsProps<'formula'>) {
  const id = useId();
  const properties = usePropertyOptions(kind, null);
  return (
    <div className="computed-formula">
      <label htmlFor={id}>Formula</label>
      <textarea
        id={id}
        rows={3}
        maxLength={1000}
        spellCheck={false}
        value={definition.formula}
        onChange={(event) => {
          onChange({ ...definition, formula: event.currentTarget.value });
        }}
      />
      <div className="computed-fields">
        <Choose
          label="Put in a property"
          options={properties}
          value=""
          placeholder="Put in a property…"
          onChange={(key) => {
            onChange({ ...definition, formula: `${definition.formula} ${named(key)}`.trim() });
          }}
        />
      </div>
      <p className="faint">
        Such as <code>seats * priceOf(tier)</code> or <code>if([users-30] &gt; seats, &quot;over&quot;, &quot;within&quot;)</code>. There
        are + − * / and or not ??, and the functions abs, ceil, contains, day, daysSince, floor, if, isKnown, length, lower, max, min,
        priceOf, round.
      </p>
    </div>
  );
}
