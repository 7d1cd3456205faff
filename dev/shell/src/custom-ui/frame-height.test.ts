import { isReadyToTellHeights, REQUEST_FOR_HEIGHTS, toldHeight } from './frame-height';

test.each([
  ['[iFrameSizer]module:320:480:resize', 320],
  ['[iFrameSizer]module:320.4:480:init', 321],
  ['[iFrameSizer]other:320:480:resize', null],
  ['[iFrameSizer]module:x:480:resize', null],
  [{ tidemark: 'call' }, null],
])('%j tells %j', (message, height) => {
  expect(toldHeight(message)).toBe(height);
});

test('a frame is asked when it is ready, in the sixteen fields that it reads', () => {
  expect(isReadyToTellHeights('[iFrameResizerChild]Ready')).toBe(true);
  expect(isReadyToTellHeights({ tidemark: 'call' })).toBe(false);
  expect(REQUEST_FOR_HEIGHTS.split(':')).toHaveLength(16);
});
