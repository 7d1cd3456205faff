import AtlaskitSelect from '@atlaskit/select';
import { useState } from 'react';
import { numberField, textField } from '../../bridge/payload';
import type { Drawing } from '../draw';
import { choiceProp, flagProp, given, handlerProp, numberProp, textProp } from '../props';

type Option = { label: string; value: unknown };
type Chosen = Option | readonly Option[] | null;

const asOptions = (value: unknown): Option[] => (Array.isArray(value) ? (value as Option[]) : []);
const labelOf = (option: unknown) => textField(option, 'label') ?? String(numberField(option, 'label') ?? '');

/** The app gets the chosen option, or the list of them, and not an event. */
export const Select: Drawing = ({ node }) => {
  const controlled = 'value' in node.props && node.props.value !== undefined;
  const [own, setOwn] = useState<Chosen>((node.props.defaultValue as Chosen | undefined) ?? null);
  const id = textProp(node, 'inputId') ?? textProp(node, 'id');
  return (
    <AtlaskitSelect<Option, boolean>
      {...given({
        inputId: id,
        name: textProp(node, 'name'),
        placeholder: textProp(node, 'placeholder'),
        'aria-label': textProp(node, 'aria-label'),
      })}
      options={asOptions(node.props.options)}
      value={controlled ? (node.props.value as Chosen) : own}
      getOptionLabel={labelOf}
      isMulti={flagProp(node, 'isMulti')}
      isClearable={flagProp(node, 'isClearable')}
      isDisabled={flagProp(node, 'isDisabled')}
      isInvalid={flagProp(node, 'isInvalid')}
      isLoading={flagProp(node, 'isLoading')}
      isSearchable={node.props.isSearchable !== false}
      spacing={choiceProp(node, 'spacing', ['default', 'compact'], 'default')}
      menuPosition="fixed"
      onChange={(chosen) => {
        setOwn(chosen);
        handlerProp(node, 'onChange')?.(chosen);
      }}
    />
  );
};

export const Range: Drawing = ({ node }) => {
  const fromApp = numberProp(node, 'value');
  const [own, setOwn] = useState(numberProp(node, 'defaultValue') ?? numberProp(node, 'min') ?? 0);
  return (
    <input
      type="range"
      className="uikit-range"
      {...given({
        id: textProp(node, 'id'),
        name: textProp(node, 'name'),
        min: numberProp(node, 'min'),
        max: numberProp(node, 'max'),
        step: numberProp(node, 'step'),
      })}
      disabled={flagProp(node, 'isDisabled')}
      value={fromApp ?? own}
      onChange={(event) => {
        setOwn(event.target.valueAsNumber);
        handlerProp(node, 'onChange')?.(event.target.valueAsNumber);
      }}
    />
  );
};
