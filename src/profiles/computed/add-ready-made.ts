import type { SubjectKind } from '../../segments/value';
import { storedProperties } from '../../store/properties';
import { propertiesOf } from './dependencies';
import { READY_MADE } from './ready-made';
import { saveComputed } from './save-computed';
import type { Refused, SavePorts } from './save-computed';

/** Adds one of the ready made ones as it is, after those that it needs. What is there already stays as it is. */
export async function addReadyMade(
  ports: SavePorts,
  { kind, key }: { readonly kind: SubjectKind; readonly key: string },
): Promise<{ readonly key: string } | Refused> {
  const wanted = READY_MADE.find((each) => each.kind === kind && each.key === key);
  if (wanted === undefined) return { problem: 'There is no such property. Reload the page.' };
  for (const need of propertiesOf(kind, wanted.definition)) {
    if (!READY_MADE.some((each) => each.kind === need.kind && each.key === need.key)) continue;
    const added = await addReadyMade(ports, need);
    if ('problem' in added) return added;
  }
  if ((await storedProperties(ports.sql)).some((each) => each.kind === kind && each.key === key)) return { key };
  return await saveComputed(ports, { ...wanted, key: null, grouping: 'Computed' }, key);
}
