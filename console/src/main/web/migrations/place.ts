import { useRef, useState } from 'react';
import type { Row } from './columns';

/** Rows in the places they had, by id; what has come since is only counted. */
export function inPlace(order: readonly string[], rows: Row[]): { rows: Row[]; newer: number } {
  const byId = new Map(rows.map((row) => [row.job.id, row]));
  const kept = order.flatMap((id) => byId.get(id) ?? []);
  return { rows: kept, newer: rows.length - kept.length };
}

export interface Places {
  rows: Row[];
  newer: number;
  /** Shows what is new, in its order. */
  show: () => void;
  hold: () => void;
  release: () => void;
}

/** While the pointer is in the list nothing moves under it; another question is another list. */
export function usePlaces(rows: Row[], question: unknown): Places {
  const [held, setHeld] = useState<{ order: string[]; question: unknown }>();
  const latest = useRef(rows);
  latest.current = rows;
  const take = () => setHeld({ order: latest.current.map((row) => row.job.id), question });
  const placed = held?.question === question && held ? inPlace(held.order, rows) : { rows, newer: 0 };
  return { ...placed, show: take, hold: take, release: () => setHeld(undefined) };
}
