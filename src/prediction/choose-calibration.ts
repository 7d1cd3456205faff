import { isBetterBy } from './better';
import { fitBentLine } from './bent-line';
import { calibrate } from './calibrate';
import { calibrated, type Calibration } from './calibration';
import { meanLoss } from './log-odds';
import { drawsFrom, stratifiedFolds } from './random';
import { positivesIn, rowsWhere, takeOutcome, takeRows } from './table';

/** From all but straight to supple. */
const STIFFNESS = [30, 10, 3] as const;
/** With fewer rows of the smaller class than this nothing but a line is fitted. */
const ENOUGH_OUTCOMES = 100;
const FOLDS = 5;
/** A bent line must lose less than a straight one by so many standard errors. */
const ERRORS = 1;

type Fit = (logOdds: Float64Array, outcome: Uint8Array) => Calibration;

/**
 * The calibration of log-odds of rows that the model was not trained on: a line, or a bent one where that says more of rows that it was not
 * fitted to, by more than luck. Trees flatten out where what they have found ends, and no line follows that.
 */
export function chooseCalibration(logOdds: Float64Array, outcome: Uint8Array, seed: number): Calibration {
  const positives = positivesIn(outcome);
  if (Math.min(positives, outcome.length - positives) < ENOUGH_OUTCOMES) return calibrate(logOdds, outcome);
  const fold = stratifiedFolds(outcome, FOLDS, drawsFrom(seed));
  const tried = [
    calibrate,
    ...STIFFNESS.map(
      (stiffness): Fit =>
        (values, labels) =>
          fitBentLine(values, labels, stiffness),
    ),
  ].map((fit) => {
    const said = leftOut(fit, logOdds, outcome, fold);
    return { fit, said, loss: meanLoss(said, outcome) };
  });
  const [line, ...bent] = tried;
  const best = bent.reduce((least, each) => (each.loss < least.loss ? each : least));
  const isBent = line === undefined || isBetterBy(ERRORS, best.said, line.said, outcome);
  return isBent ? best.fit(logOdds, outcome) : calibrate(logOdds, outcome);
}

/** What a calibration fitted to the other folds makes of each row. */
function leftOut(fit: Fit, logOdds: Float64Array, outcome: Uint8Array, fold: Uint16Array): Float64Array {
  const said = new Float64Array(logOdds.length);
  for (let part = 0; part < FOLDS; part += 1) {
    const train = rowsWhere(fold.length, (row) => fold[row] !== part);
    const [values = said] = takeRows([logOdds], train);
    const calibration = fit(values, takeOutcome(outcome, train));
    for (let row = 0; row < said.length; row += 1) if (fold[row] === part) said[row] = calibrated(calibration, logOdds[row] ?? 0);
  }
  return said;
}
