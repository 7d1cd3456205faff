import { useMemo, useState } from 'react';
import { answerCall } from '../bridge/answer-call';
import { CustomUiFrame } from '../custom-ui/frame';
import { useFlags } from '../flags/flags';
import { NativeModule } from '../uikit/native-module';
import type { Fit } from './fit';
import { ModuleContext, type Placement } from './module-context';
import { useSurroundings } from './use-surroundings';

/** One module of an app, for one person on one site. Give it a `key` that changes with any of them. */
export function ModuleView({
  placement,
  fit,
  onClose,
  onSubmit,
}: {
  placement: Placement;
  fit: Fit;
  onClose?: (() => void) | undefined;
  /** Takes the settings that the module submits; throws a `BridgeError` for what the product would not keep. */
  onSubmit?: ((payload: unknown) => void) | undefined;
}) {
  const { show } = useFlags();
  const [run, setRun] = useState(0);
  const [height, setHeight] = useState<number | null>(null);
  const around = useSurroundings(placement, {
    reload: () => {
      setRun((current) => current + 1);
    },
    resize: setHeight,
    onClose,
    onSubmit,
  });
  const actions = useMemo(
    () => ({
      call: (cmd: string, payload: unknown) => {
        answerCall(around, cmd, payload).catch((cause: unknown) => {
          show({
            title: 'The app asked for something this host cannot do',
            description: cause instanceof Error ? cause.message : String(cause),
            type: 'warning',
          });
        });
      },
    }),
    [around, show],
  );
  const { module } = placement;
  return (
    <ModuleContext.Provider value={actions}>
      {module.render === 'native' ? (
        <NativeModule key={run} url={module.url} title={module.title} around={around} />
      ) : (
        <CustomUiFrame key={run} module={module} around={around} fit={fit} heightPx={height} />
      )}
    </ModuleContext.Provider>
  );
}
