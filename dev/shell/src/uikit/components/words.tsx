import AtlaskitHeading from '@atlaskit/heading';
import { createElement, type CSSProperties } from 'react';
import { useModule } from '../../modules/module-context';
import { Draw, type Drawing } from '../draw';
import { choiceProp, flagProp, numberProp, textProp } from '../props';
import { tokenVariable } from '../xcss';

export const Words: Drawing = ({ node }) => textProp(node, 'text') ?? '';

const TEXT_FONT = { small: 'var(--ds-font-body-small)', medium: 'var(--ds-font-body)', large: 'var(--ds-font-body-large)' } as const;
const WEIGHT = { regular: 400, medium: 500, semibold: 600, bold: 653 } as const;

export const Text: Drawing = ({ node }) => {
  const size = choiceProp(node, 'size', ['small', 'medium', 'large'], 'medium');
  const weight = choiceProp(node, 'weight', ['regular', 'medium', 'semibold', 'bold'], undefined);
  const color = textProp(node, 'color');
  const maxLines = numberProp(node, 'maxLines');
  const style: CSSProperties = { margin: 0, font: TEXT_FONT[size], overflowWrap: 'anywhere' };
  if (weight !== undefined) style.fontWeight = WEIGHT[weight];
  if (color?.startsWith('color.')) style.color = tokenVariable(color);
  const align = choiceProp(node, 'align', ['start', 'center', 'end'], undefined);
  if (align !== undefined) style.textAlign = align;
  if (maxLines !== undefined)
    Object.assign(style, { display: '-webkit-box', WebkitLineClamp: maxLines, WebkitBoxOrient: 'vertical', overflow: 'hidden' });
  const as = choiceProp(node, 'as', ['strong', 'em', 'strike', 'span', 'p'], 'p');
  return createElement(as === 'strike' ? 's' : as, { style }, <Draw nodes={node.children} />);
};

const HEADING_SIZES = ['xxlarge', 'xlarge', 'large', 'medium', 'small', 'xsmall', 'xxsmall'] as const;
const SIZE_OF_LEVEL = { h1: 'xlarge', h2: 'large', h3: 'medium', h4: 'small', h5: 'xsmall', h6: 'xxsmall' } as const;

export const Heading: Drawing = ({ node }) => {
  const level = choiceProp(node, 'as', ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'], undefined);
  const size = choiceProp(node, 'size', HEADING_SIZES, level === undefined ? 'medium' : SIZE_OF_LEVEL[level]);
  return (
    <AtlaskitHeading size={size} {...(level === undefined ? {} : { as: level })}>
      <Draw nodes={node.children} />
    </AtlaskitHeading>
  );
};

export const Strong: Drawing = ({ node }) => (
  <strong>
    <Draw nodes={node.children} />
  </strong>
);
export const Em: Drawing = ({ node }) => (
  <em>
    <Draw nodes={node.children} />
  </em>
);
export const Strike: Drawing = ({ node }) => (
  <s>
    <Draw nodes={node.children} />
  </s>
);

export const Code: Drawing = ({ node }) => (
  <code className="uikit-code">
    <Draw nodes={node.children} />
  </code>
);
export const CodeBlock: Drawing = ({ node }) => (
  <pre className="uikit-code-block">
    <code>{textProp(node, 'text') ?? ''}</code>
  </pre>
);

export const Link: Drawing = ({ node }) => {
  const { call } = useModule();
  const href = textProp(node, 'href') ?? '';
  const newTab = flagProp(node, 'openNewTab');
  return (
    <a
      href={/^(https?:\/\/|\/|mailto:)/.test(href) ? href : '#'}
      onClick={(event) => {
        event.preventDefault();
        call('navigate', { url: href, type: newTab ? 'new-tab' : 'same-tab' });
      }}
    >
      <Draw nodes={node.children} />
    </a>
  );
};

export const List: Drawing = ({ node }) => {
  const Tag = textProp(node, 'type') === 'ordered' ? 'ol' : 'ul';
  return (
    <Tag className="uikit-list">
      <Draw nodes={node.children} />
    </Tag>
  );
};
export const ListItem: Drawing = ({ node }) => (
  <li>
    <Draw nodes={node.children} />
  </li>
);

export const Image: Drawing = ({ node }) => {
  const { width, height } = node.props;
  const size = {
    width: typeof width === 'string' || typeof width === 'number' ? width : undefined,
    height: typeof height === 'string' || typeof height === 'number' ? height : undefined,
  };
  return <img src={textProp(node, 'src')} alt={textProp(node, 'alt') ?? ''} style={{ maxWidth: '100%', ...size }} />;
};

/** The name of an icon instead of its picture: short, and readable aloud. */
export const Icon: Drawing = ({ node }) => (
  <span className="uikit-icon" role="img" aria-label={textProp(node, 'label') ?? ''}>
    {textProp(node, 'label') ?? textProp(node, 'glyph')}
  </span>
);
