import type { PropertyTest } from '../../../../../src/segments/condition';
import { operatorOf } from '../../../../../src/segments/operators';
import { at } from '../../../../../src/segments/problem';
import type { PropertyType, SubjectKind } from '../../../../../src/segments/value';
import { useBuilding } from './builder-context';
import { operatorsOf, withOperator, withProperty } from './compare';
import { Choose, NumberField, type Option, Several, TextField } from './fields';
import { WindowField } from './window-field';
import { asDayWindow, DAY_WINDOWS } from './windows';
import { operatorWords } from './words';

type TestFieldsProps = {
  readonly kind: SubjectKind;
  readonly path: string;
  readonly id?: string;
  readonly test: PropertyTest;
  readonly properties: readonly (Option<string> & { readonly type: PropertyType })[];
  /** A property of an event stays as it was: only days that do not move can be asked of it. */
  readonly isOfEvent?: boolean;
  readonly onChange: (test: PropertyTest) => void;
};

/** A property, how it is compared, and with what. */
export function TestFields({ kind, path, id, test, properties, isOfEvent = false, onChange }: TestFieldsProps) {
  const { problems } = useBuilding();
  const isWrong = (name: string): boolean => problems.some((problem) => problem.path === at(path, name));
  const type = properties.find(({ value }) => value === test.property)?.type;
  return (
    <>
      <Choose
        label={isOfEvent ? 'Property of the event' : 'Property'}
        id={id}
        options={properties}
        value={test.property}
        isWrong={isWrong('property')}
        placeholder="Choose a property…"
        onChange={(property) => {
          const chosen = properties.find(({ value }) => value === property);
          if (chosen !== undefined) onChange(withProperty(test, property, chosen.type));
        }}
      />
      {type === undefined ? null : (
        <>
          <Choose
            label="Comparison"
            options={operatorsOf(type).map((value) => ({ value, label: operatorWords(type, value) }))}
            value={test.operator}
            isWrong={isWrong('operator')}
            onChange={(operator) => {
              onChange(withOperator(test, operator, type));
            }}
          />
          <Compared kind={kind} path={at(path, 'value')} test={test} type={type} isOfEvent={isOfEvent} onChange={onChange} />
        </>
      )}
    </>
  );
}

type ComparedProps = Pick<TestFieldsProps, 'kind' | 'path' | 'test' | 'onChange'> & {
  readonly type: PropertyType;
  readonly isOfEvent: boolean;
};

function Compared({ kind, path, test, type, isOfEvent, onChange }: ComparedProps) {
  const { problems } = useBuilding();
  const isWrong = problems.some((problem) => problem.path === path);
  const { value } = test;
  const give = (next: PropertyTest['value']): void => {
    onChange({ ...test, value: next });
  };
  const isMoney = type === 'money';
  switch (operatorOf(type, test.operator)?.operand) {
    case undefined:
    case 'nothing':
      return null;
    case 'several':
      return (
        <Several
          label="Values"
          values={Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []}
          isWrong={isWrong}
          onChange={(values) => {
            give([...values]);
          }}
        />
      );
    case 'pair': {
      const [low = NaN, high = NaN] = Array.isArray(value) ? value.filter((each) => typeof each === 'number') : [];
      return (
        <>
          <NumberField
            label="From"
            value={low}
            isMoney={isMoney}
            isWrong={isWrong}
            onChange={(next) => {
              give([next, high]);
            }}
          />
          <span className="condition-word">to</span>
          <NumberField
            label="To"
            value={high}
            isMoney={isMoney}
            isWrong={isWrong}
            onChange={(next) => {
              give([low, next]);
            }}
          />
        </>
      );
    }
    case 'window':
      return (
        <WindowField
          kind={kind}
          path={path}
          window={typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { type: 'lastDays', days: 30 }}
          types={isOfEvent ? ['between'] : DAY_WINDOWS}
          onChange={(window) => {
            give(asDayWindow(window));
          }}
        />
      );
    case 'one':
      return type === 'number' || isMoney ? (
        <NumberField label="Value" value={typeof value === 'number' ? value : NaN} isMoney={isMoney} isWrong={isWrong} onChange={give} />
      ) : (
        <TextField
          label="Value"
          type={type === 'day' ? 'date' : 'text'}
          value={typeof value === 'string' ? value : ''}
          isWrong={isWrong}
          onChange={give}
        />
      );
  }
}
