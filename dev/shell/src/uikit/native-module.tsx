import SectionMessage from '@atlaskit/section-message';
import Spinner from '@atlaskit/spinner';
import { useEffect, useState } from 'react';
import { answerCall, type Surroundings } from '../bridge/answer-call';
import { drawingOf } from './component-table';
import { Draw, TableContext } from './draw';
import type { ForgeNode } from './forge-doc';
import { runNative } from './run-native';

/** A UI Kit module: its script runs in a hidden frame of this origin and hands over what to draw after each commit. */
export function NativeModule({ url, title, around }: { url: string; title: string; around: Surroundings }) {
  const [screen, setScreen] = useState<ForgeNode | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  useEffect(
    () =>
      runNative({
        url,
        onScreen: (node) => {
          setScreen(node);
          setFailure(null);
        },
        onFailure: setFailure,
        answer: (cmd, payload) => answerCall(around, cmd, payload),
      }),
    [url, around],
  );

  return (
    <TableContext.Provider value={drawingOf}>
      <div className="native-module" aria-label={title} role="region">
        {failure !== null && (
          <SectionMessage appearance="error" title={`${title} stopped`}>
            <p>{failure}</p>
          </SectionMessage>
        )}
        {screen !== null && <Draw nodes={screen.children} />}
        {screen === null && failure === null && <Spinner size="medium" label={`Loading ${title}`} />}
      </div>
    </TableContext.Provider>
  );
}
