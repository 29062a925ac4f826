import { Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../actions/me';
import { client, good } from '../api/client';
import type { DifferenceLine, VerificationView } from '../api/types';
import { count } from '../app/format';
import { Ask } from '../details/ask';
import names from '../details/page.module.css';
import { verificationTexts as texts } from '../texts/verification';
import { Pager } from './pager';

const SIZE = 20;

/** Rows of a table that differ, by key and column; values only where they were asked for, and only to operators. */
export function Differences({ job, one, table, stale }: { job: string; one: VerificationView; table: string; stale: boolean }) {
  const [page, setPage] = useState(1);
  const [values, setValues] = useState(false);
  const role = useMe().data?.role;
  return (
    <Stack gap="xs">
      {one.scope.values && role !== 'viewer' && (
        <Switch label={texts.showValues} checked={values} onChange={(event) => setValues(event.currentTarget.checked)} />
      )}
      <Ask
        queryKey={['differences', job, one.id, table, values, page]}
        queryFn={() =>
          good(
            client.GET('/api/v1/jobs/{job}/verifications/{verification}/differences', {
              params: { path: { job, verification: one.id }, query: { table, values: values || undefined, page, size: SIZE } },
            }),
          )
        }
        enabled={!stale}
        height={80}
      >
        {({ items, total }) =>
          items.length === 0 ? (
            <Text size="sm" c="var(--muted)">
              {texts.noDifferences}
            </Text>
          ) : (
            <>
              <Rows table={table} items={items} />
              <Pager page={page} size={SIZE} total={total} turn={setPage} />
            </>
          )
        }
      </Ask>
    </Stack>
  );
}

function Rows({ table, items }: { table: string; items: DifferenceLine[] }) {
  return (
    <div className={names.frame} tabIndex={0} role="region" aria-label={texts.rowsOf(table)}>
      <table className={names.table} aria-label={texts.rowsOf(table)}>
        <thead>
          <tr>
            {[texts.kind, texts.key, texts.where].map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((each, index) => (
            <tr key={index}>
              <td>
                {texts.kinds[each.kind] ?? each.kind}
                {each.times > 1 && ` (${texts.times(count(each.times))})`}
              </td>
              <td className="wrap">{each.key.map((part) => `${part.column} = ${part.value}`).join(', ') || '–'}</td>
              <td className="wrap">
                {each.columns.join(', ') || '–'}
                {each.values?.map((value) => (
                  <Text key={value.column} size="xs" c="var(--muted)" className="wrap">
                    {value.column}: {texts.source} {value.source ?? texts.nothing} · {texts.target} {value.target ?? texts.nothing}
                  </Text>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
