import type { SitesAnswer, StatusAnswer } from '../../../api';
import type { Live } from '../host/use-live';

/** What every section of the dashboard is given. */
export type SectionProps = { sites: Live<SitesAnswer>; status: Live<StatusAnswer> };
