/** The part of a browser event that a UI Kit handler gets: plain values, because in the cloud it crosses a message port. */
export type UiKitEvent = {
  type: string;
  bubbles: boolean;
  cancelable: boolean;
  defaultPrevented: boolean;
  eventPhase: number;
  isTrusted: boolean;
  timeStamp: number;
  target: {
    value?: string;
    checked?: boolean;
    name?: string;
    id?: string;
    tagName?: string;
    type?: string;
    selectionStart?: number | null;
    selectionEnd?: number | null;
  };
};

type BrowserEvent = {
  type: string;
  bubbles: boolean;
  cancelable: boolean;
  defaultPrevented: boolean;
  eventPhase: number;
  isTrusted: boolean;
  timeStamp: number;
  target: unknown;
};

const TARGET_FIELDS = ['value', 'checked', 'name', 'id', 'tagName', 'type', 'selectionStart', 'selectionEnd'] as const;

export function uiKitEvent(event: BrowserEvent): UiKitEvent {
  const { type, bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp } = event;
  const source = (event.target ?? {}) as Record<string, unknown>;
  const target = Object.fromEntries(TARGET_FIELDS.filter((field) => source[field] !== undefined).map((field) => [field, source[field]]));
  return { type, bubbles, cancelable, defaultPrevented, eventPhase, isTrusted, timeStamp, target };
}
