import Textfield from '@atlaskit/textfield';
import { useState, type FormEvent } from 'react';
import type { Drawing } from '../draw';
import { uiKitEvent } from '../event';
import type { ForgeNode } from '../forge-doc';
import { choiceProp, flagProp, given, handlerProp, numberProp, textProp } from '../props';
import { typedValue, whenRendered, whenTyped } from '../typed-value';

/** Value and change handler of a text input; keeps what was typed while the app catches up. */
function useTyped(node: ForgeNode) {
  const fromApp = textProp(node, 'value');
  const [state, setState] = useState(() => typedValue(fromApp ?? textProp(node, 'defaultValue') ?? ''));
  // Taken over while rendering: an effect would show the old value for one frame.
  if (fromApp !== undefined) {
    const caughtUp = whenRendered(state, fromApp);
    if (caughtUp !== state) setState(caughtUp);
  }
  const onChange = (event: FormEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const { value } = event.currentTarget;
    setState((current) => whenTyped(current, value));
    handlerProp(node, 'onChange')?.(uiKitEvent(event));
  };
  return { value: state.shown, onChange };
}

function fieldOf(node: ForgeNode) {
  const onBlur = handlerProp(node, 'onBlur');
  const onFocus = handlerProp(node, 'onFocus');
  return given({
    id: textProp(node, 'id'),
    name: textProp(node, 'name'),
    placeholder: textProp(node, 'placeholder'),
    autoFocus: node.props.autoFocus === true ? true : undefined,
    maxLength: numberProp(node, 'maxLength'),
    minLength: numberProp(node, 'minLength'),
    'aria-label': textProp(node, 'aria-label'),
    'aria-labelledby': textProp(node, 'aria-labelledby'),
    onBlur:
      onBlur &&
      ((event: React.FocusEvent) => {
        onBlur(uiKitEvent(event));
      }),
    onFocus:
      onFocus &&
      ((event: React.FocusEvent) => {
        onFocus(uiKitEvent(event));
      }),
  });
}

export const UiKitTextfield: Drawing = ({ node }) => {
  const typed = useTyped(node);
  return (
    <Textfield
      {...fieldOf(node)}
      {...typed}
      {...given({
        width: node.props.width as string | number | undefined,
        pattern: textProp(node, 'pattern'),
        min: numberProp(node, 'min'),
        max: numberProp(node, 'max'),
      })}
      type={choiceProp(node, 'type', ['text', 'email', 'number', 'password', 'search', 'tel', 'url', 'date', 'time'], 'text')}
      appearance={choiceProp(node, 'appearance', ['standard', 'subtle', 'none'], 'standard')}
      isCompact={flagProp(node, 'isCompact')}
      isDisabled={flagProp(node, 'isDisabled')}
      isInvalid={flagProp(node, 'isInvalid')}
      isReadOnly={flagProp(node, 'isReadOnly')}
      isRequired={flagProp(node, 'isRequired')}
      isMonospaced={flagProp(node, 'isMonospaced')}
    />
  );
};

export const TextArea: Drawing = ({ node }) => {
  const typed = useTyped(node);
  return (
    <textarea
      {...fieldOf(node)}
      {...typed}
      className="uikit-textarea"
      rows={numberProp(node, 'minimumRows') ?? 3}
      disabled={flagProp(node, 'isDisabled')}
      readOnly={flagProp(node, 'isReadOnly')}
      required={flagProp(node, 'isRequired')}
      aria-invalid={flagProp(node, 'isInvalid')}
    />
  );
};
