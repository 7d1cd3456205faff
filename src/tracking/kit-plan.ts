import { defineTrackingPlan, oneOf } from './define-plan';

const licence = oneOf('active', 'evaluation', 'inactive', 'none');

/** What the kit itself reports of an account: that it is there, and what happens to its installation. Never usage. */
export const kitPlan = defineTrackingPlan({
  'Site Observed': {
    feature: false,
    description: 'Daily sign of life: this site reports, whether or not anybody used the app',
    properties: { licence },
  },
  'App Installed': { feature: false, description: 'The app was installed on a site', properties: {} },
  'App Upgraded': { feature: false, description: 'A new major version was installed', properties: {} },
  'App Uninstalled': { feature: false, description: 'The app is about to be uninstalled', properties: { licence } },
});
