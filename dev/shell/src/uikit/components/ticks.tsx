import AtlaskitCheckbox from '@atlaskit/checkbox';
import { useState, type ChangeEvent } from 'react';
import { fieldsOf } from '../../bridge/payload';
import type { Drawing } from '../draw';
import { uiKitEvent } from '../event';
import type { ForgeNode } from '../forge-doc';
import { flagProp, given, handlerProp, textProp } from '../props';

/** Shows the click at once; the app's next `isChecked` has the last word. */
function useTicked(node: ForgeNode) {
  const fromApp = typeof node.props.isChecked === 'boolean' ? node.props.isChecked : undefined;
  const [clicked, setClicked] = useState<{ ticked: boolean; at: ForgeNode } | null>(null);
  // Each commit of the app makes a new node: a click counts until the next one.
  const ticked =
    fromApp === undefined ? (clicked?.ticked ?? flagProp(node, 'defaultChecked')) : clicked?.at === node ? clicked.ticked : fromApp;
  const onChange = (event: ChangeEvent<HTMLInputElement>) => {
    setClicked({ ticked: event.target.checked, at: node });
    handlerProp(node, 'onChange')?.(uiKitEvent(event));
  };
  return { ticked, onChange };
}

export const Checkbox: Drawing = ({ node }) => {
  const { ticked, onChange } = useTicked(node);
  return (
    <AtlaskitCheckbox
      {...given({
        id: textProp(node, 'id'),
        name: textProp(node, 'name'),
        value: textProp(node, 'value'),
        label: textProp(node, 'label'),
        'aria-label': textProp(node, 'aria-label'),
        testId: textProp(node, 'testId'),
      })}
      isChecked={ticked}
      isDisabled={flagProp(node, 'isDisabled')}
      isIndeterminate={flagProp(node, 'isIndeterminate')}
      isInvalid={flagProp(node, 'isInvalid')}
      isRequired={flagProp(node, 'isRequired')}
      onChange={onChange}
    />
  );
};

export const Toggle: Drawing = ({ node }) => {
  const { ticked, onChange } = useTicked(node);
  return (
    <input
      type="checkbox"
      role="switch"
      className="uikit-toggle"
      {...given({ id: textProp(node, 'id'), name: textProp(node, 'name'), 'aria-label': textProp(node, 'label') })}
      checked={ticked}
      disabled={flagProp(node, 'isDisabled')}
      onChange={onChange}
    />
  );
};

const wordOf = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

type Option = { value: string; label: string; isDisabled: boolean };

function optionsOf(node: ForgeNode): Option[] {
  const options = node.props.options;
  if (!Array.isArray(options)) return [];
  return (options as unknown[]).map((option) => {
    const { value, label, isDisabled } = fieldsOf(option);
    return {
      value: wordOf(value),
      label: wordOf(label ?? value),
      isDisabled: isDisabled === true || flagProp(node, 'isDisabled'),
    };
  });
}

const textsOf = (value: unknown): string[] | undefined => (Array.isArray(value) ? (value as unknown[]).map(String) : undefined);

export const CheckboxGroup: Drawing = ({ node }) => {
  const fromApp = textsOf(node.props.value);
  const [own, setOwn] = useState(() => textsOf(node.props.defaultValue) ?? []);
  const chosen = fromApp ?? own;
  const options = optionsOf(node);
  return (
    <div role="group" className="uikit-options">
      {options.map((option) => (
        <AtlaskitCheckbox
          key={option.value}
          {...given({ name: textProp(node, 'name') })}
          value={option.value}
          label={option.label}
          isDisabled={option.isDisabled}
          isChecked={chosen.includes(option.value)}
          onChange={(event) => {
            const wanted = options
              .map(({ value }) => value)
              .filter((value) => (value === option.value ? event.target.checked : chosen.includes(value)));
            setOwn(wanted);
            handlerProp(node, 'onChange')?.(wanted);
          }}
        />
      ))}
    </div>
  );
};

export const RadioGroup: Drawing = ({ node }) => {
  const fromApp = textProp(node, 'value');
  const [own, setOwn] = useState(textProp(node, 'defaultValue'));
  const chosen = fromApp ?? own;
  const name = textProp(node, 'name') ?? node.key;
  return (
    <div role="radiogroup" {...given({ 'aria-labelledby': textProp(node, 'aria-labelledby') })} className="uikit-options">
      {optionsOf(node).map((option) => (
        <label key={option.value} className="uikit-option">
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={chosen === option.value}
            disabled={option.isDisabled}
            onChange={(event) => {
              setOwn(option.value);
              handlerProp(node, 'onChange')?.(uiKitEvent(event));
            }}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
};
