import { fieldsOf } from '../bridge/payload';
import { snapshotOf, type ForgeNode } from './forge-doc';

export type NativeRun = {
  /** Address of the module's script. */
  url: string;
  onScreen: (root: ForgeNode) => void;
  onFailure: (message: string) => void;
  answer: (cmd: string, payload: unknown) => Promise<unknown>;
};

type Bridge = { callBridge: (cmd: string, payload?: unknown) => Promise<unknown> };

/**
 * Runs a UI Kit script in a hidden frame of this origin, so that the functions in its tree stay callable from here and
 * its globals stay apart from the page's. Returns how to stop it.
 */
export function runNative({ url, onScreen, onFailure, answer }: NativeRun): () => void {
  const frame = document.createElement('iframe');
  let stopped = false;
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.title = 'UI Kit script';
  frame.srcdoc = '<!doctype html><html lang="en"><head><title>UI Kit script</title></head><body></body></html>';
  frame.addEventListener('load', () => {
    const inside = frame.contentWindow;
    const page = frame.contentDocument;
    if (stopped || inside === null || page === null) return;
    // The bridge must be there before the script: the SDK looks for it while it loads.
    const bridge: Bridge = {
      callBridge: (cmd, payload) => {
        if (stopped) return new Promise<never>(() => undefined); // a closed screen hears nothing more
        switch (cmd) {
          case 'reconcile':
            return draw(payload);
          case 'onError':
            onFailure(messageOf(fieldsOf(payload).error));
            return Promise.resolve(true);
          default:
            return answer(cmd, payload);
        }
      },
    };
    Object.defineProperty(inside, '__bridge', { value: bridge });
    inside.addEventListener('error', (event) => {
      if (!stopped) onFailure(event.message);
    });
    const script = page.createElement('script');
    script.src = new URL(url, window.location.href).href;
    script.addEventListener('error', () => {
      if (!stopped) onFailure('Its script could not be loaded.');
    });
    page.body.append(script);
  });

  const draw = async (payload: unknown): Promise<boolean> => {
    try {
      onScreen(snapshotOf(fieldsOf(payload).forgeDoc));
    } catch (cause) {
      onFailure(messageOf(cause));
    }
    return Promise.resolve(true);
  };

  document.body.append(frame);
  return () => {
    stopped = true;
    frame.remove();
  };
}

/** Errors of the frame are instances of the frame's own `Error`, so their shape is looked at and not their class. */
function messageOf(error: unknown): string {
  const { message } = fieldsOf(error);
  return typeof message === 'string' ? message : String(error);
}
