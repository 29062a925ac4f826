import * as z from 'zod/mini';
import { createTexts } from '../texts/create';
import type { Pair, Values } from './form';

// Its compiled checks would need eval, which the page's policy refuses.
z.config({ jitless: true });

const { errors } = createTexts;

const whole = z.string().check(z.regex(/^\s*\d*\s*$/, errors.wholeNumber));
const amount = z.string().check(z.regex(/^\s*(\d+(\.\d*)?)?\s*$/, errors.amount));

const place = z.object({
  by: z.enum(['profile', 'address']),
  profile: z.string(),
  url: z.string().check(z.refine((url) => !/:\/\/[^/@]*:[^/@]+@/.test(url), errors.password)),
});

const window = z
  .object({ from: z.string(), to: z.string(), dumpRows: whole, dumpMiB: amount, cdcRows: whole, cdcMiB: amount })
  .check(z.refine((hours) => (hours.from === '') === (hours.to === ''), { path: ['to'], error: errors.hours }));

/** Both or none: an empty line is no line. */
const pairs = (error: string) =>
  z
    .array(z.object({ from: z.string(), to: z.string() }).check(z.refine(({ from, to }) => from !== '' || to === '', { path: ['from'], error })))
    .check((payload) => twice(payload.value).forEach((index) => payload.issues.push({ code: 'custom', input: payload.value, path: [index, 'from'], message: errors.twice })));

function twice(values: Pair[]): number[] {
  return values.flatMap((each, index) => (each.from !== '' && values.findIndex((other) => other.from === each.from) < index ? [index] : []));
}

const renames = pairs(errors.both).check((payload) =>
  payload.value.forEach((each, index) => {
    if (each.from !== '' && each.to === '') {
      payload.issues.push({ code: 'custom', input: payload.value, path: [index, 'to'], message: errors.both });
    }
  }),
);

/** Only what no request can be made of; what is allowed is the server's to say. */
export const schema = z
  .object({
    source: place,
    target: place,
    databases: z.array(z.string()),
    only: z.boolean(),
    tables: z.array(z.string()),
    excludeTables: z.array(z.string()),
    renames,
    schemaRenames: renames,
    name: z.string(),
    labels: pairs(errors.key),
    mode: z.string(),
    option: z.string(),
    existingTarget: z.string(),
    parallelism: z.string(),
    workers: whole,
    throttles: z.array(window),
    startAt: z.string(),
    promote: z.string(),
    fence: z.string(),
    fallback: z.boolean(),
    roles: z.boolean(),
    owner: z.string(),
    keyless: z.string(),
    retention: z.object({ bytes: z.string(), policy: z.string(), disk: z.string() }),
    giveWay: z.object({ sessions: whole, lagSeconds: amount }),
  })
  .check(
    z.refine((values) => !values.only || values.tables.length > 0, { path: ['tables'], error: errors.noTables }),
    z.refine((values) => values.parallelism !== 'number' || values.workers.trim() !== '', { path: ['workers'], error: errors.wholeNumber }),
  );

/** The form's and the schema's words for the same. */
export type Checked = z.infer<typeof schema> extends Values ? Values : never;
