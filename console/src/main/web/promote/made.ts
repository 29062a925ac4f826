import type { RehearsalView } from '../api/types';
import { count } from '../app/format';

/** What a switch makes on the target beside rows, counted by the rehearsal; in the server's words, which are the engine's. */
export function made(databases: RehearsalView['databases']): string[] {
  const counts = new Map<string, number>();
  // The detail of such a step is a number and nothing else.
  for (const { name, detail } of databases.flatMap((each) => each.steps).filter((step) => /^\d+$/.test(step.detail))) {
    counts.set(name, (counts.get(name) ?? 0) + Number(detail));
  }
  return [...counts].map(([name, objects]) => `${name} ${count(objects)}`);
}
