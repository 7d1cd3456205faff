import { memoryChecklistStore } from './memory-store';
import { checklistStoreSuite } from './store-suite';

checklistStoreSuite('in memory', () => Promise.resolve(memoryChecklistStore()));
