import { nodesOfElement, slotOf, snapshotOf, wordsOf } from './forge-doc';

const text = (words: string) => ({ type: 'String', props: { text: words }, children: [], key: `k-${words}` });

describe('snapshotOf', () => {
  test('later changes to the tree do not reach the copy', () => {
    const label = text('before');
    const doc = {
      type: 'Root',
      props: {},
      key: 'root',
      children: [{ type: 'Text', props: { size: 'small' }, key: 'a', children: [label] }],
    };
    const copy = snapshotOf(doc);
    label.props.text = 'after';
    doc.children.pop();
    expect(wordsOf([copy])).toBe('before');
    expect(copy.children[0]?.props).toEqual({ size: 'small' });
  });

  test('functions stay callable', () => {
    const onClick = () => 'clicked';
    const copy = snapshotOf({ type: 'Button', props: { onClick }, key: 'b', children: [] });
    expect(copy.props.onClick).toBe(onClick);
  });

  test('an element without a type is an error that says where', () => {
    expect(() => snapshotOf({ type: 'Root', children: [{ type: 'Text', children: [{}] }] })).toThrow('root.0.0');
  });
});

test('slotOf finds the wrapper by its name, and nothing when it is not there', () => {
  const table = snapshotOf({
    type: 'DynamicTable',
    key: 't',
    props: {},
    children: [
      { type: 'ContentWrapper', key: 'h', props: { name: 'head' }, children: [text('Name')] },
      { type: 'ContentWrapper', key: 'r', props: { name: 'rows' }, children: [] },
    ],
  });
  expect(wordsOf(slotOf(table, 'head'))).toBe('Name');
  expect(slotOf(table, 'rows')).toEqual([]);
  expect(slotOf(table, 'foot')).toEqual([]);
});

test('elements in props are drawn as far as their types are names', () => {
  const onClick = () => undefined;
  const OwnComponent = () => null;
  const elements = [{ type: 'Button', props: { onClick, children: ['Save ', 2] } }, { type: OwnComponent, props: {} }, null];
  const nodes = nodesOfElement(elements, 'actions');
  expect(nodes.map((node) => node.type)).toEqual(['Button']);
  expect(nodes[0]?.props).toEqual({ onClick });
  expect(wordsOf(nodes)).toBe('Save 2');
  expect(nodesOfElement(undefined, 'actions')).toEqual([]);
});
