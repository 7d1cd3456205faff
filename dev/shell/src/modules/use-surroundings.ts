import { useEffect, useMemo, useRef } from 'react';
import type { Surroundings } from '../bridge/answer-call';
import { preferencesOf } from '../bridge/consent';
import { destinationOf } from '../bridge/destination';
import { useFlags } from '../flags/flags';
import { postToHost } from '../host/api';
import { goTo } from '../routing/location';
import { themeStateOf, useColorMode } from '../theme/color-mode';
import type { Placement } from './module-context';
import { usePageServices } from './page-services';

export type ViewControls = {
  reload: () => void;
  resize: (heightPx: number) => void;
  onClose?: (() => void) | undefined;
  onSubmit?: ((payload: unknown) => void) | undefined;
};

/** What the page does for one module. Stays the same object while the module runs; theme and consent are read when asked. */
export function useSurroundings(placement: Placement, view: ViewControls): Surroundings {
  const flags = useFlags();
  const { colorMode } = useColorMode();
  const { bus, consent } = usePageServices();
  const latest = useRef({ colorMode, consent, view, placement });
  useEffect(() => {
    latest.current = { colorMode, consent, view, placement };
  });

  useEffect(() => {
    bus.broadcast('FORGE_CORE_THEME_CHANGED', { theme: themeStateOf(colorMode) });
  }, [bus, colorMode]);

  return useMemo<Surroundings>(
    () => ({
      forward: (cmd, payload) => {
        const { site, user, module, extension } = latest.current.placement;
        return postToHost('bridge', {
          site: site.slug,
          accountId: user.accountId,
          appKey: module.appKey,
          moduleKey: module.key,
          extension,
          cmd,
          payload: payload ?? null, // absent and null are the same to the host
        });
      },
      theme: () => themeStateOf(latest.current.colorMode),
      consent: () => preferencesOf(latest.current.consent),
      showFlag: flags.show,
      closeFlag: flags.close,
      destinationOf: (location) => destinationOf(location, latest.current.placement.site.slug, latest.current.placement.site.modules),
      navigate: (href, newTab) => {
        if (newTab || !href.startsWith('/')) window.open(href, newTab ? '_blank' : '_self', 'noopener');
        else goTo(href);
      },
      reload: () => {
        latest.current.view.reload();
      },
      close: () => {
        const { onClose } = latest.current.view;
        onClose?.();
        return onClose !== undefined;
      },
      submit: (payload) => {
        const { onSubmit, onClose } = latest.current.view;
        if (onSubmit !== undefined) onSubmit(payload);
        else onClose?.();
        return onSubmit !== undefined || onClose !== undefined;
      },
      resize: (heightPx) => {
        latest.current.view.resize(heightPx);
      },
      setTitle: (title) => {
        document.title = title;
      },
      emit: (name, payload) => {
        bus.emit(latest.current.placement.module.appKey, name, payload);
      },
      on: (name, callback) => bus.on(latest.current.placement.module.appKey, name, callback),
    }),
    [bus, flags],
  );
}
