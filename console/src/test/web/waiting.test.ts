import { expect, it } from 'vitest';
import type { WaitingView } from '../../main/web/api/types';
import { choicesFor, undecided } from '../../main/web/waiting/choices';
import { database, view } from './samples';

const table = (more: Partial<WaitingView>): WaitingView => ({ schema: 's', table: 't', reason: 'r', choice: 'OPEN', appliable: true, ...more });

it('a statement is offered only while all changes are kept, and nothing once it is decided', () => {
  expect(choicesFor(table({}))).toEqual(['apply', 'copy', 'exclude']);
  expect(choicesFor(table({ appliable: false }))).toEqual(['copy', 'exclude']);
  expect(choicesFor(table({ choice: 'EXCLUDE' }))).toEqual(['copy']);
  expect(choicesFor(table({ decided: 'APPLY' }))).toEqual([]);
});

it('only tables about which nobody has decided wait for a person', () => {
  const databases = [database({ waiting: [table({}), table({ table: 'u', decided: 'COPY' }), table({ table: 'v', choice: 'EXCLUDE' })] })];
  expect(undecided(view({ databases }))).toBe(1);
});
