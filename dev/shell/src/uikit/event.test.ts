import { uiKitEvent } from './event';

test('a handler gets plain values and no element', () => {
  const event = {
    type: 'change',
    bubbles: true,
    cancelable: false,
    defaultPrevented: false,
    eventPhase: 3,
    isTrusted: true,
    timeStamp: 12.5,
    target: {
      value: 'a',
      name: 'title',
      id: 'f-1',
      tagName: 'INPUT',
      type: 'text',
      checked: false,
      selectionStart: 1,
      selectionEnd: 1,
      ownerDocument: {},
    },
    nativeEvent: {},
  };
  const told = uiKitEvent(event);
  expect(told.target).toEqual({
    value: 'a',
    name: 'title',
    id: 'f-1',
    tagName: 'INPUT',
    type: 'text',
    checked: false,
    selectionStart: 1,
    selectionEnd: 1,
  });
  expect(structuredClone(told)).toEqual(told);
});
