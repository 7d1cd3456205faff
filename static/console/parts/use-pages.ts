import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Answer } from '../../../src/contract/console';
import type { Refusal } from './use-answer';

/** Rows of one page of a long list, and how long the list is. */
type Page = { readonly rows: readonly unknown[]; readonly total: number };
export type LongList<P extends Page> = {
  /** The first page's answer of the newest question that was answered; null before the first. */
  readonly first: P | null;
  readonly refusal: Refusal | null;
  /** The rows answer an earlier question. */
  readonly refreshing: boolean;
  readonly rowAt: (index: number) => P['rows'][number] | undefined;
  /** Asks for the pages between two rows that are not there yet. */
  readonly show: (from: number, to: number) => void;
  readonly retry: () => void;
};

type Store<P extends Page> = { readonly key: unknown; readonly first: P; readonly pages: ReadonlyMap<number, P['rows']> };

/**
 * A list that is loaded while it is scrolled. `askPage` must keep its identity while the question is the same; with another one the
 * list begins anew, and answers of the old question are dropped. `kept` is the first page as it was answered before: it is shown until
 * the new answer is there.
 */
export function usePages<P extends Page>(
  askPage: (page: number) => Promise<Answer<P>>,
  pageSize: number,
  kept: P | null = null,
): LongList<P> {
  const [answered, setStore] = useState<Store<P> | null>(null);
  const [refusal, setRefusal] = useState<{ readonly key: unknown; readonly refusal: Refusal } | null>(null);
  const [attempt, setAttempt] = useState(0);
  const wanted = useRef<{ key: unknown; pages: Set<number> }>({ key: null, pages: new Set() });

  const load = useCallback(
    (page: number) => {
      if (wanted.current.pages.has(page)) return;
      wanted.current.pages.add(page);
      void askPage(page).then((answer) => {
        if (wanted.current.key !== askPage) return;
        if (!answer.ok) {
          wanted.current.pages.delete(page);
          setRefusal({ key: askPage, refusal: answer });
          return;
        }
        setStore((before) => {
          const known = before !== null && before.key === askPage ? before : begin(askPage, kept ?? answer.value, kept);
          return {
            key: askPage,
            first: page === 0 ? answer.value : known.first,
            pages: new Map([...known.pages, [page, answer.value.rows]]),
          };
        });
      });
    },
    [askPage, kept],
  );
  useEffect(() => {
    wanted.current = { key: askPage, pages: new Set() };
    load(0);
  }, [askPage, load, attempt]);

  const show = useCallback(
    (from: number, to: number) => {
      if (wanted.current.key !== askPage) return;
      for (let page = Math.floor(from / pageSize); page <= Math.floor(to / pageSize); page += 1) load(page);
    },
    [askPage, load, pageSize],
  );
  const retry = useCallback(() => {
    setRefusal(null);
    setAttempt((count) => count + 1);
  }, []);
  const store = useMemo(
    () => (kept !== null && answered?.key !== askPage ? begin(askPage, kept, kept) : answered),
    [kept, answered, askPage],
  );
  const pages = store?.pages;
  const rowAt = useMemo(
    () =>
      (index: number): P['rows'][number] | undefined =>
        pages?.get(Math.floor(index / pageSize))?.[index % pageSize],
    [pages, pageSize],
  );
  return {
    first: store?.first ?? null,
    refusal: refusal?.key === askPage ? refusal.refusal : null,
    refreshing: store !== null && store.key !== askPage,
    rowAt,
    show,
    retry,
  };
}

function begin<P extends Page>(key: unknown, first: P, kept: P | null): Store<P> {
  return { key, first, pages: new Map(kept === null ? [] : [[0, kept.rows]]) };
}
