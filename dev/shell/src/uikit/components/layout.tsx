import type { CSSProperties, ReactNode } from 'react';
import { Draw, type Drawing } from '../draw';
import type { ForgeNode } from '../forge-doc';
import { flagProp, textProp } from '../props';
import { cssOf, tokenOf } from '../xcss';

const ALIGN: Readonly<Record<string, string>> = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  baseline: 'baseline',
  stretch: 'stretch',
};
const alignOf = (name: string | undefined) => (name === undefined ? undefined : (ALIGN[name] ?? name));

export const Fragment: Drawing = ({ node }) => <Draw nodes={node.children} />;

export const Box: Drawing = ({ node }) => {
  const padding: CSSProperties = {};
  for (const [prop, css] of [
    ['padding', 'padding'],
    ['paddingBlock', 'paddingBlock'],
    ['paddingInline', 'paddingInline'],
    ['paddingBlockStart', 'paddingBlockStart'],
    ['paddingBlockEnd', 'paddingBlockEnd'],
    ['paddingInlineStart', 'paddingInlineStart'],
    ['paddingInlineEnd', 'paddingInlineEnd'],
  ] as const) {
    const space = tokenOf(textProp(node, prop));
    if (space !== undefined) padding[css] = space;
  }
  const background = tokenOf(textProp(node, 'backgroundColor'));
  return (
    <div
      role={textProp(node, 'role')}
      id={textProp(node, 'id')}
      style={{ ...padding, ...(background === undefined ? {} : { background }), ...cssOf(node.props.xcss) }}
    >
      <Draw nodes={node.children} />
    </div>
  );
};

export const Bleed: Drawing = ({ node }) => {
  const all = tokenOf(textProp(node, 'all'));
  const inline = tokenOf(textProp(node, 'inline')) ?? all;
  const block = tokenOf(textProp(node, 'block')) ?? all;
  const outwards = (space: string | undefined) => (space === undefined ? 0 : `calc(-1 * ${space})`);
  return (
    <div style={{ marginInline: outwards(inline), marginBlock: outwards(block) }}>
      <Draw nodes={node.children} />
    </div>
  );
};

function flexStyle(node: ForgeNode, direction: 'row' | 'column'): CSSProperties {
  const across = textProp(node, direction === 'row' ? 'alignBlock' : 'alignInline');
  const along = textProp(node, direction === 'row' ? 'alignInline' : 'alignBlock');
  return {
    display: 'flex',
    flexDirection: direction,
    minWidth: 0,
    boxSizing: 'border-box',
    gap: tokenOf(textProp(node, 'space')),
    rowGap: tokenOf(textProp(node, 'rowSpace')) ?? tokenOf(textProp(node, 'space')),
    alignItems: alignOf(across),
    justifyContent: textProp(node, 'spread') === 'space-between' ? 'space-between' : alignOf(along),
    flexWrap: flagProp(node, 'shouldWrap') ? 'wrap' : undefined,
    width: textProp(node, 'grow') === 'fill' ? '100%' : undefined,
    flexGrow: textProp(node, 'grow') === 'fill' ? 1 : undefined,
  };
}

function separated(node: ForgeNode): ReactNode {
  const separator = textProp(node, 'separator');
  if (separator === undefined) return <Draw nodes={node.children} />;
  return node.children.map((child, index) => (
    <span key={child.key} style={{ display: 'contents' }}>
      {index > 0 && <span aria-hidden="true">{separator}</span>}
      <Draw nodes={[child]} />
    </span>
  ));
}

export const Inline: Drawing = ({ node }) => <div style={flexStyle(node, 'row')}>{separated(node)}</div>;

export const Stack: Drawing = ({ node }) => (
  <div style={flexStyle(node, 'column')}>
    <Draw nodes={node.children} />
  </div>
);

export const Flex: Drawing = ({ node }) => (
  <div
    style={{
      display: 'flex',
      gap: tokenOf(textProp(node, 'gap')),
      flexDirection: textProp(node, 'direction') as CSSProperties['flexDirection'],
      alignItems: textProp(node, 'alignItems'),
      justifyContent: textProp(node, 'justifyContent'),
      flexWrap: textProp(node, 'wrap') as CSSProperties['flexWrap'],
      ...cssOf(node.props.xcss),
    }}
  >
    <Draw nodes={node.children} />
  </div>
);

/** A component that this host does not draw: its name and whatever is in it, so that nothing disappears unseen. */
export const Unknown: Drawing = ({ node }) => (
  <div className="uikit-unknown">
    <span className="uikit-unknown-name">{node.type}</span>
    <Draw nodes={node.children} />
  </div>
);
