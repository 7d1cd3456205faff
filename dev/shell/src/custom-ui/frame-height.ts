/**
 * The product's side of the height messages that `@forge/bridge` brings into every Custom UI: the frame says that it is
 * ready, is asked once, and from then on tells its content's height whenever that changes.
 */
const TAG = '[iFrameSizer]';
const FRAME_ID = 'module';

export const isReadyToTellHeights = (message: unknown): boolean => message === '[iFrameResizerChild]Ready';

/** In the order that the frame reads: margin, width, log, interval, methods, auto, margin, height by, background, padding, tolerance, links, from, width by, mouse. */
export const REQUEST_FOR_HEIGHTS = `${TAG}${[FRAME_ID, 0, false, false, 32, true, true, '', 'bodyOffset', '', '', 0, false, 'parent', 'scroll', false].join(':')}`;

/** Pixels from `[iFrameSizer]module:320:480:resize`; null for any other message. */
export function toldHeight(message: unknown): number | null {
  if (typeof message !== 'string' || !message.startsWith(`${TAG}${FRAME_ID}:`)) return null;
  const height = Number(message.split(':')[1]);
  return Number.isFinite(height) && height > 0 ? Math.ceil(height) : null;
}
