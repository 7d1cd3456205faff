import { type ComponentType, lazy, useState } from 'react';

/** A part of the page whose code comes when it is needed, or before, when there is time. */
export type Later<Props extends object = object> = { readonly Component: ComponentType<Props>; readonly load: () => Promise<unknown> };

/** Code that has come already is drawn at once: nothing waits for it, and no stand-in flashes up. */
export function later<Module, Props extends object>(
  load: () => Promise<Module>,
  pick: (module: Module) => ComponentType<Props>,
): Later<Props> {
  let loaded: ComponentType<Props> | null = null;
  const get = async (): Promise<ComponentType<Props>> => {
    loaded = pick(await load());
    return loaded;
  };
  // It takes the properties of what it waits for, which its own type cannot say while they are not known.
  const Waiting = lazy(async () => ({ default: await get() })) as unknown as ComponentType<Props>;
  function Component(props: Props) {
    // What was chosen when it came on the page stays: to change it later would draw the part anew.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Waiting);
    return <Shown {...props} />;
  }
  return { Component, load: get };
}
