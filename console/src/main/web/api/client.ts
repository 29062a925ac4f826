import createClient from 'openapi-fetch';
import type { paths } from '../../../../target/types/api';
import { serverSaid } from './clock';
import type { Problem } from './types';

/** The server refuses changes without this header, which pages of other sites cannot send. */
export const CONSOLE_HEADER = { 'Godwit-Console': '1' };

export const client = createClient<paths>({ baseUrl: '', headers: CONSOLE_HEADER, cache: 'no-store' });

client.use({ onResponse: ({ response }) => serverSaid(response.headers.get('Date')) });

/** A refusal, or no answer at all. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem | undefined,
  ) {
    super(problem ? `${problem.code}: ${problem.title}: ${problem.found}` : `status ${status}`);
  }
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of a success. */
export async function good<T>(answering: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answering;
  if (!response.ok) {
    throw new Refusal(response.status, asProblem(error));
  }
  return data as T;
}

export function asProblem(body: unknown): Problem | undefined {
  return typeof body === 'object' && body !== null && 'code' in body && 'found' in body ? (body as Problem) : undefined;
}
