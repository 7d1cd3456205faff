import { type ComponentType, lazy, useState } from 'react';

/** A part of the page whose code comes when it is needed, or before, when there is time. */
export type Later = { readonly Component: ComponentType; readonly load: () => Promise<unknown> };

/** Code that has come already is drawn at once: nothing waits for it, and no stand-in flashes up. */
export function later<Module>(load: () => Promise<Module>, pick: (module: Module) => ComponentType): Later {
  let loaded: ComponentType | null = null;
  const get = async (): Promise<ComponentType> => {
    loaded = pick(await load());
    return loaded;
  };
  const Waiting = lazy(async () => ({ default: await get() }));
  function Component() {
    // What was chosen when it came on the page stays: to change it later would draw the part anew.
    const [Shown] = useState<ComponentType>(() => loaded ?? Waiting);
    return <Shown />;
  }
  return { Component, load: get };
}
