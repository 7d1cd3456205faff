/** As a `ref`: what opens below the frame's edge is scrolled to as soon as it is there. */
export const bringIntoView = (element: HTMLElement | null): void => {
  element?.scrollIntoView({ block: 'nearest' });
};
