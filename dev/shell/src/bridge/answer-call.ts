import type { ThemeState } from '../theme/color-mode';
import type { FlagType } from '../flags/flag';
import type { ConsentPreferences } from './consent';
import { fieldsOf, numberField, textField } from './payload';

/** What the page around a module can do for it. */
export type Surroundings = {
  /** Asks the host; it names the commands that it does not emulate. */
  forward: (cmd: string, payload: unknown) => Promise<unknown>;
  theme: () => ThemeState;
  consent: () => ConsentPreferences;
  showFlag: (flag: { id: string; title: string; description?: string; type: FlagType }) => void;
  closeFlag: (id: string) => void;
  /** An address on this host or on the web, null when there is no such page here. */
  destinationOf: (location: unknown) => string | null;
  navigate: (href: string, newTab: boolean) => void;
  /** Starts the module again. */
  reload: () => void;
  /** False where the view cannot be closed. */
  close: () => boolean;
  /** False where nothing can be submitted; throws what the product says of settings that it does not keep. */
  submit: (payload: unknown) => boolean;
  resize: (heightPx: number) => void;
  setTitle: (title: string) => void;
  emit: (name: string, payload: unknown) => void;
  on: (name: string, callback: (payload: unknown) => void) => () => void;
};

const FLAG_TYPES: readonly FlagType[] = ['info', 'success', 'warning', 'error'];

export class BridgeError extends Error {
  override readonly name = 'BridgeAPIError';
}

/** Answers one `callBridge` of a module. What only the page can do is done here; everything else is the host's to answer. */
export async function answerCall(around: Surroundings, cmd: string, payload: unknown): Promise<unknown> {
  switch (cmd) {
    case 'getContext':
      return { ...fieldsOf(await around.forward(cmd, payload)), theme: around.theme() };
    case 'getCookieConsentPreferences':
      return around.consent();
    case 'showFlag':
      around.showFlag(flagOf(payload));
      return true;
    case 'closeFlag':
      around.closeFlag(textField(payload, 'id') ?? '');
      return true;
    case 'navigate': {
      const href = around.destinationOf(payload);
      if (href === null) throw new BridgeError('The local host has no page for this address.');
      around.navigate(href, textField(payload, 'type') === 'new-tab');
      return true;
    }
    case 'getUrl':
      return around.destinationOf(payload);
    case 'reload':
    case 'refresh':
      around.reload();
      return true;
    case 'close':
      return around.close();
    case 'submit':
      return around.submit(payload);
    case 'resize': {
      const height = numberField(payload, 'height');
      if (height === null) throw new BridgeError('resize needs a height in pixels.');
      around.resize(height);
      return true;
    }
    case 'changeWindowTitle':
      around.setTitle(typeof payload === 'string' ? payload : '');
      return true;
    case 'emit':
    case 'emitPublic':
      around.emit(textField(payload, 'event') ?? '', fieldsOf(payload).payload);
      return true;
    case 'on':
    case 'onPublic':
      return listen(around, payload);
    case 'enableTheming':
    case 'emitReadyEvent':
    case 'trackObjectStoreAction':
    case 'emitFrontendCustomMetric':
      return true; // the app asks for nothing back
    case 'isRovoEnabled':
      return false;
    default:
      return around.forward(cmd, payload);
  }
}

function listen(around: Surroundings, payload: unknown): { unsubscribe: () => void } | true {
  const callback = fieldsOf(payload).callback;
  // A frame on another origin cannot send a function: it keeps its listeners and is told of every event.
  if (typeof callback !== 'function') return true;
  const unsubscribe = around.on(textField(payload, 'event') ?? '', (told) => {
    (callback as (payload: unknown) => void)(told);
  });
  return { unsubscribe };
}

function flagOf(payload: unknown): { id: string; title: string; description?: string; type: FlagType } {
  const description = textField(payload, 'description');
  const type = FLAG_TYPES.find((known) => known === textField(payload, 'type')) ?? 'info';
  return {
    id: textField(payload, 'id') ?? String(numberField(payload, 'id') ?? ''),
    title: textField(payload, 'title') ?? '',
    type,
    ...(description === null ? {} : { description }),
  };
}
