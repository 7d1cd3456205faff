/**
 * Stands in for the feature-gate client that Atlaskit looks at: nobody initialises it in an app's frame, where every
 * gate answers false, yet it would be a third of what the page loads. A default export, because that is what is imported.
 */
const gatesOff = {
  checkGate: (): boolean => false,
  initializeCompleted: (): boolean => false,
  getExperimentValue: <T>(_experiment: string, _parameter: string, fallback: T): T => fallback,
};
// eslint-disable-next-line no-restricted-syntax -- the package in whose place this stands exports a default
export default gatesOff;
