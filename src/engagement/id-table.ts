/**
 * Gives ids the indices 0, 1, 2, … in the order in which they come. Ids are whole numbers of at least 0. Small ids, which surrogate
 * keys are, are looked up in an array, the rest in a map.
 */
export type IdTable = {
  /** By index. */
  readonly ids: number[];
  /** Index + 1 by id, 0 for none. */
  direct: Int32Array;
  readonly large: Map<number, number>;
};

const DIRECT_LIMIT = 1 << 24;

export function newIdTable(): IdTable {
  return { ids: [], direct: new Int32Array(1024), large: new Map() };
}

/** The index of an id, -1 for one that never came. */
export function indexOf(table: IdTable, id: number): number {
  return id < DIRECT_LIMIT ? (table.direct[id] ?? 0) - 1 : (table.large.get(id) ?? 0) - 1;
}

/** The index of an id; a new id gets the next. */
export function indexFor(table: IdTable, id: number): number {
  const known = (table.direct[id] ?? 0) - 1;
  return known >= 0 ? known : indexForRare(table, id);
}

function indexForRare(table: IdTable, id: number): number {
  const known = indexOf(table, id);
  if (known >= 0) return known;
  if (!Number.isSafeInteger(id) || id < 0) throw new RangeError('An id is a whole number of at least 0');
  table.ids.push(id);
  setIndex(table, id, table.ids.length);
  return table.ids.length - 1;
}

/** The index of `oldId` goes on under `newId`; nothing keeps the old one. Throws where `newId` is somebody else's. */
export function renameId(table: IdTable, oldId: number, newId: number): void {
  const index = indexOf(table, oldId);
  if (index < 0) return;
  if (indexOf(table, newId) >= 0) throw new RangeError('The new id is in use');
  if (oldId < DIRECT_LIMIT) table.direct[oldId] = 0;
  else table.large.delete(oldId);
  table.ids[index] = newId;
  setIndex(table, newId, index + 1);
}

function setIndex(table: IdTable, id: number, indexPlusOne: number): void {
  if (id >= DIRECT_LIMIT) {
    table.large.set(id, indexPlusOne);
    return;
  }
  if (id >= table.direct.length) {
    const longer = new Int32Array(Math.min(DIRECT_LIMIT, Math.max(id + 1, table.direct.length * 2)));
    longer.set(table.direct);
    table.direct = longer;
  }
  table.direct[id] = indexPlusOne;
}
