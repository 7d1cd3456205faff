import { later } from './later';

// One of each for all screens: whoever comes to a second one finds the code there.
export const { Component: LineChart } = later(
  () => import('./line-chart'),
  (module) => module.LineChart,
);
export const { Component: MonthChart } = later(
  () => import('./month-chart'),
  (module) => module.MonthChart,
);
