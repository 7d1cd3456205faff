import Button from '@atlaskit/button/new';
import AtlaskitEmptyState from '@atlaskit/empty-state';
import AtlaskitLozenge from '@atlaskit/lozenge';
import AtlaskitProgressBar from '@atlaskit/progress-bar';
import AtlaskitSectionMessage from '@atlaskit/section-message';
import AtlaskitSpinner from '@atlaskit/spinner';
import { useModule } from '../../modules/module-context';
import { Draw, type Drawing } from '../draw';
import { nodesOfElement, slotOf, type ForgeNode } from '../forge-doc';
import { choiceProp, flagProp, given, handlerProp, numberProp, textProp } from '../props';

export const Lozenge: Drawing = ({ node }) => (
  <AtlaskitLozenge appearance={choiceProp(node, 'appearance', ['default', 'inprogress', 'moved', 'new', 'removed', 'success'], 'default')}>
    <Draw nodes={node.children} />
  </AtlaskitLozenge>
);

const BADGES = ['default', 'primary', 'primaryInverted', 'important', 'added', 'removed'] as const;

export const Badge: Drawing = ({ node }) => {
  const max = numberProp(node, 'max') ?? 99;
  const words = node.children.length === 1 && node.children[0]?.type === 'String' ? String(node.children[0].props.text) : null;
  const tooMany = words !== null && Number(words) > max;
  return (
    <span className={`uikit-badge uikit-badge-${choiceProp(node, 'appearance', BADGES, 'default')}`}>
      {tooMany ? `${String(max)}+` : <Draw nodes={node.children} />}
    </span>
  );
};

export const Tag: Drawing = ({ node }) => {
  const text = textProp(node, 'text') ?? '';
  const onRemove = handlerProp(node, 'onAfterRemoveAction');
  return (
    <span className="uikit-tag">
      {text}
      {node.props.isRemovable !== false && onRemove !== undefined && (
        <button
          type="button"
          className="plain-button"
          aria-label={textProp(node, 'removeButtonLabel') ?? `Remove ${text}`}
          onClick={() => {
            onRemove(text);
          }}
        >
          ×
        </button>
      )}
    </span>
  );
};

export const TagGroup: Drawing = ({ node }) => (
  <div className="uikit-tags">
    <Draw nodes={node.children} />
  </div>
);

export const ProgressBar: Drawing = ({ node }) => (
  <AtlaskitProgressBar
    value={numberProp(node, 'value') ?? 0}
    isIndeterminate={flagProp(node, 'isIndeterminate')}
    appearance={choiceProp(node, 'appearance', ['default', 'success', 'inverse'], 'default')}
    ariaLabel={textProp(node, 'ariaLabel') ?? textProp(node, 'aria-label') ?? 'Progress'}
  />
);

export const Spinner: Drawing = ({ node }) => (
  <AtlaskitSpinner
    size={choiceProp(node, 'size', ['xsmall', 'small', 'medium', 'large', 'xlarge'], 'medium')}
    label={textProp(node, 'label') ?? 'Loading'}
  />
);

export const SectionMessage: Drawing = ({ node }) => {
  const actions = node.children.filter((child) => child.type === 'SectionMessageAction');
  const slot = [...slotOf(node, 'actions'), ...nodesOfElement(node.props.actions, 'actions')];
  const words = node.children.filter((child) => child.type !== 'SectionMessageAction' && child.type !== 'ContentWrapper');
  return (
    <AtlaskitSectionMessage
      appearance={choiceProp(node, 'appearance', ['information', 'warning', 'error', 'success', 'discovery'], 'information')}
      {...given({ title: textProp(node, 'title') })}
    >
      <Draw nodes={words} />
      {actions.length + slot.length > 0 && (
        <div className="uikit-button-group">
          <Draw nodes={[...actions, ...slot]} />
        </div>
      )}
    </AtlaskitSectionMessage>
  );
};

export const SectionMessageAction: Drawing = ({ node }) => {
  const { call } = useModule();
  const href = textProp(node, 'href');
  return (
    <Button
      appearance="subtle"
      spacing="compact"
      onClick={() => {
        handlerProp(node, 'onClick')?.();
        if (href !== undefined) call('navigate', { url: href, type: 'new-tab' });
      }}
    >
      <Draw nodes={node.children} />
    </Button>
  );
};

export const EmptyState: Drawing = ({ node }) => (
  <AtlaskitEmptyState
    header={textProp(node, 'header') ?? ''}
    headingLevel={numberProp(node, 'headingLevel') ?? 4}
    {...given({
      description: textProp(node, 'description') ?? describedIn(node),
      primaryAction: actionIn(node, 'primaryAction'),
      secondaryAction: actionIn(node, 'secondaryAction'),
    })}
    isLoading={flagProp(node, 'isLoading')}
    width={choiceProp(node, 'width', ['narrow', 'wide'], 'wide')}
  />
);

const describedIn = (node: ForgeNode) => {
  const words = slotOf(node, 'description');
  return words.length === 0 ? undefined : <Draw nodes={words} />;
};

function actionIn(node: ForgeNode, name: string) {
  const actions = [...slotOf(node, name), ...nodesOfElement(node.props[name], name)];
  return actions.length === 0 ? undefined : <Draw nodes={actions} />;
}
