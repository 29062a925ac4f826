import { client, good, Refusal } from '../api/client';
import type { WaitingView } from '../api/types';
import { nameOf } from './choices';

const ASK_EVERY_MS = 500;

interface Place {
  job: string;
  database: string;
}

/** Waits until a statement was run; answers with why the table still waits, undefined when it does not. */
export async function outcome(place: Place, table: WaitingView, asked: WaitingView[], signal: AbortSignal): Promise<string | undefined> {
  let now = find(asked, table);
  while (now?.decided) {
    await new Promise((done) => setTimeout(done, ASK_EVERY_MS));
    signal.throwIfAborted();
    now = find(await waiting(place, [now]), table);
  }
  return now?.choice === 'OPEN' ? why(place, table) : undefined;
}

const find = (all: WaitingView[], table: WaitingView) => all.find((each) => nameOf(each) === nameOf(table));

/** A server that does not answer now will, and does what it has taken on. */
async function waiting({ job, database }: Place, known: WaitingView[]): Promise<WaitingView[]> {
  try {
    return await good(client.GET('/api/v1/jobs/{job}/databases/{database}/waiting', { params: { path: { job, database } } }));
  } catch (error) {
    if (error instanceof Refusal && error.status < 500) {
      throw error;
    }
    return known;
  }
}

/** The timeline has it last. */
async function why({ job, database }: Place, table: WaitingView): Promise<string> {
  const begin = `Table ${nameOf(table)} still waits`;
  const { items } = await good(client.GET('/api/v1/jobs/{job}/timeline', { params: { path: { job }, query: { size: 50 } } }));
  return items.filter((each) => each.text.startsWith(begin) && (each.database ?? database) === database).at(-1)?.text ?? begin;
}
