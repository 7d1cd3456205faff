/** How tall a module stands: as tall as it says, or all the room there is. */
export type Fit = 'content' | 'fill';
