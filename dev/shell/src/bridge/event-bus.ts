type Listener = (payload: unknown) => void;

/** Events between the frames of one app on one page; a listener never hears another app, as in the cloud. */
export type EventBus = {
  emit: (appKey: string, name: string, payload: unknown) => void;
  on: (appKey: string, name: string, listener: Listener) => () => void;
  /** Every event of an app, for frames that keep their own listeners on the other side of a message port. */
  onAny: (appKey: string, listener: (name: string, payload: unknown) => void) => () => void;
  /** What the product tells all apps, e.g. that the theme changed. */
  broadcast: (name: string, payload: unknown) => void;
};

export function createEventBus(): EventBus {
  const heard = new Set<{ appKey: string; hear: (name: string, payload: unknown) => void }>();
  const onAny: EventBus['onAny'] = (appKey, hear) => {
    const entry = { appKey, hear };
    heard.add(entry);
    return () => heard.delete(entry);
  };
  return {
    onAny,
    on: (appKey, name, listener) =>
      onAny(appKey, (event, payload) => {
        if (event === name) listener(payload);
      }),
    emit: (appKey, name, payload) => {
      for (const entry of [...heard]) if (entry.appKey === appKey) entry.hear(name, payload);
    },
    broadcast: (name, payload) => {
      for (const entry of [...heard]) entry.hear(name, payload);
    },
  };
}
