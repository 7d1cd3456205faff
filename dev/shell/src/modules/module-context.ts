import { createContext, useContext } from 'react';
import type { ApiModule, ApiSite, ApiUser } from '../../../api';

/** Who looks at what, where: everything a module's call is asked on behalf of. */
export type Placement = { site: ApiSite; user: ApiUser; module: ApiModule; extension: Record<string, unknown> };

/** For components that act on the page, e.g. links. Failures are shown as flags. */
export type ModuleActions = { call: (cmd: string, payload: unknown) => void };

export const ModuleContext = createContext<ModuleActions>({ call: () => undefined });
export const useModule = (): ModuleActions => useContext(ModuleContext);
