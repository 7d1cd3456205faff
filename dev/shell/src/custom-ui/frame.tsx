import { useEffect, useRef } from 'react';
import type { ApiModule } from '../../../api';
import { answerCall, type Surroundings } from '../bridge/answer-call';
import type { Fit } from '../modules/fit';
import { usePageServices } from '../modules/page-services';
import { readCall, settle, type Answer, type Told } from './protocol';

const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-downloads allow-modals allow-pointer-lock';

/** A Custom UI in its frame on the second origin. Only that frame is heard, and only that origin is answered. */
export function CustomUiFrame({
  module,
  around,
  fit,
  heightPx,
}: {
  module: ApiModule;
  around: Surroundings;
  fit: Fit;
  heightPx: number | null;
}) {
  const frame = useRef<HTMLIFrameElement>(null);
  const { bus } = usePageServices();
  const origin = new URL(module.url, window.location.href).origin;

  useEffect(() => {
    const post = (message: Answer | Told) => frame.current?.contentWindow?.postMessage(message, origin);
    let isListening = false; // before its first call the frame may still be an empty document of this origin
    const hear = (event: MessageEvent<unknown>) => {
      if (event.origin !== origin || event.source !== frame.current?.contentWindow) return;
      const call = readCall(event.data);
      if (call === null) return;
      isListening = true;
      void settle(call, (cmd, payload) => answerCall(around, cmd, payload)).then(post);
    };
    window.addEventListener('message', hear);
    const deafen = bus.onAny(module.appKey, (name, payload) => {
      if (isListening) post({ tidemark: 'event', name, payload });
    });
    return () => {
      window.removeEventListener('message', hear);
      deafen();
    };
  }, [around, bus, module.appKey, origin]);

  return (
    <iframe
      ref={frame}
      className={fit === 'fill' ? 'custom-ui custom-ui-fill' : 'custom-ui'}
      style={fit === 'content' && heightPx !== null ? { height: heightPx } : undefined}
      title={module.title}
      src={module.url}
      sandbox={SANDBOX}
    />
  );
}
