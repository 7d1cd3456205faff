import { computedAnswer, computedPreview, removalAnswer } from '../console/computed';
import type { computedCalls } from '../contract/computed';
import { clockPort, sqlPort } from '../platform/forge-ports';
import { addReadyMade } from '../profiles/computed/add-ready-made';
import { removeComputed, saveComputed } from '../profiles/computed/save-computed';
import type { ConsoleHandlers } from './console-resolver';
import { pushSync } from './sync-ports';

const ports = { sql: sqlPort, clock: clockPort, walk: () => pushSync([{ kind: 'segments', from: null }]) };

/** Computed properties; admins change them. */
export const computedHandlers: ConsoleHandlers<typeof computedCalls> = {
  computedProperties: () => computedAnswer(ports),
  computedPreview: (draft) => computedPreview(ports, draft),
  computedSave: async (draft, { onlyAdmin }) => {
    await onlyAdmin();
    return await saveComputed(ports, { ...draft, grouping: 'Computed' });
  },
  computedAdd: async (name, { onlyAdmin }) => {
    await onlyAdmin();
    return await addReadyMade(ports, name);
  },
  computedRemoval: (name) => removalAnswer(ports, name),
  computedRemove: async (name, { onlyAdmin }) => {
    await onlyAdmin();
    return { isThere: await removeComputed(ports, name) };
  },
};
