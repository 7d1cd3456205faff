import { useState } from 'react';
import { BridgeError } from '../bridge/answer-call';
import { fieldsOf } from '../bridge/payload';

/** A gadget on a dashboard or a macro in a page, with the settings that the product keeps for it. */
export type Placed = {
  readonly id: string;
  readonly appKey: string;
  readonly moduleKey: string;
  readonly settings: Readonly<Record<string, unknown>> | null;
};

const storedUnder = (where: string) => `local-host:placed:${where}`;

function read(where: string): readonly Placed[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(storedUnder(where)) ?? '[]');
    return Array.isArray(stored) ? (stored as Placed[]) : [];
  } catch {
    return []; // somebody edited it by hand
  }
}

/** What was placed somewhere. The host keeps nothing of it: it lies in this browser, for everyone who is acted as. */
export function usePlaced(where: string): { placed: readonly Placed[]; put: (one: Placed) => void; remove: (id: string) => void } {
  const [placed, setPlaced] = useState(() => read(where));
  const change = (next: readonly Placed[]) => {
    localStorage.setItem(storedUnder(where), JSON.stringify(next));
    setPlaced(next);
  };
  return {
    placed,
    put: (one) => {
      const isNew = placed.every(({ id }) => id !== one.id);
      change(isNew ? [...placed, one] : placed.map((each) => (each.id === one.id ? one : each)));
    },
    remove: (id) => {
      change(placed.filter((each) => each.id !== id));
    },
  };
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Jira keeps the fields that a gadget's edit view submits as they are. */
export function gadgetSettings(payload: unknown): Record<string, unknown> {
  if (!isObject(payload)) throw new BridgeError('A gadget submits an object.');
  return payload;
}

/** Confluence keeps what lies under `config`, of JSON without null and without lists in lists. */
export function macroSettings(payload: unknown): Record<string, unknown> {
  const { config } = fieldsOf(payload);
  if (!isObject(config) || !isKept(config))
    throw new BridgeError('INVALID_CONFIG: a macro submits { config }, without null and lists in lists.');
  return config;
}

function isKept(value: unknown): boolean {
  if (value === null) return false;
  if (Array.isArray(value)) return value.every((each) => !Array.isArray(each) && typeof each === typeof value[0] && isKept(each));
  return typeof value !== 'object' || Object.values(value).every(isKept);
}
