import Button, { LinkButton as AtlaskitLinkButton } from '@atlaskit/button/new';
import type { MouseEvent } from 'react';
import { Draw, type Drawing } from '../draw';
import { uiKitEvent } from '../event';
import type { ForgeNode } from '../forge-doc';
import { choiceProp, flagProp, given, handlerProp, textProp } from '../props';
import { cssOf } from '../xcss';

const APPEARANCES = ['default', 'primary', 'subtle', 'warning', 'danger', 'discovery'] as const;
const SPACINGS = ['default', 'compact'] as const;

function look(node: ForgeNode) {
  return {
    appearance: choiceProp(node, 'appearance', APPEARANCES, 'default'),
    spacing: choiceProp(node, 'spacing', SPACINGS, 'default'),
    isDisabled: flagProp(node, 'isDisabled'),
    isSelected: flagProp(node, 'isSelected'),
    shouldFitContainer: flagProp(node, 'shouldFitContainer'),
    ...given({
      testId: textProp(node, 'testId'),
      'aria-label': textProp(node, 'aria-label') ?? textProp(node, 'label'),
      autoFocus: node.props.autoFocus === true ? true : undefined,
    }),
  };
}

const clickOf = (node: ForgeNode) => {
  const handler = handlerProp(node, 'onClick');
  return handler === undefined
    ? undefined
    : (event: MouseEvent) => {
        handler(uiKitEvent(event));
      };
};

export const UiKitButton: Drawing = ({ node }) => (
  <Button
    {...look(node)}
    {...given({ onClick: clickOf(node) })}
    type={choiceProp(node, 'type', ['button', 'submit', 'reset'], 'button')}
    isLoading={flagProp(node, 'isLoading')}
  >
    <Draw nodes={node.children} />
  </Button>
);

export const LinkButton: Drawing = ({ node }) => {
  const { isSelected, isDisabled, ...rest } = look(node);
  return (
    <AtlaskitLinkButton
      {...rest}
      isSelected={isSelected}
      isDisabled={isDisabled}
      href={textProp(node, 'href') ?? '#'}
      {...(textProp(node, 'target') === undefined ? {} : { target: '_blank' })}
    >
      <Draw nodes={node.children} />
    </AtlaskitLinkButton>
  );
};

export const ButtonGroup: Drawing = ({ node }) => (
  <div role="group" aria-label={textProp(node, 'label')} className="uikit-button-group">
    <Draw nodes={node.children} />
  </div>
);

export const Pressable: Drawing = ({ node }) => (
  <button
    type={choiceProp(node, 'type', ['button', 'submit', 'reset'], 'button')}
    className="uikit-pressable"
    disabled={flagProp(node, 'isDisabled')}
    aria-label={textProp(node, 'aria-label')}
    style={cssOf(node.props.xcss)}
    onClick={clickOf(node)}
  >
    <Draw nodes={node.children} />
  </button>
);
