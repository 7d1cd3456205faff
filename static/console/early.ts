import { invoke } from '@forge/bridge';
import { firstQuestion } from './parts/first-question';

const question = firstQuestion(window.location.hash);

/** The first screen's question, asked before the rest of the page's code has been read: the answer takes about as long as that. */
export const early = question === null ? null : { ...question, answer: invoke(question.call, question.input) };
// Whoever waits for it hears of a failure; until then it is no accident.
early?.answer.catch(() => undefined);
