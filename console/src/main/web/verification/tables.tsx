import { ActionIcon, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Fragment, useState } from 'react';
import { client, good } from '../api/client';
import type { VerdictLine, VerificationView } from '../api/types';
import { count } from '../app/format';
import { IconChevronDown, IconSearch } from '../app/icons';
import { Ask } from '../details/ask';
import names from '../details/page.module.css';
import { verificationTexts as texts } from '../texts/verification';
import { Differences } from './differences';
import { Pager } from './pager';
import { Verdict } from './verdict';
import { runs, toneOfVerdict } from './words';

const SIZE = 50;
type Filter = 'equal' | 'different' | 'unsettled' | 'not_verified' | 'not_followed';

/** What was found in each table, the worst first; the server searches, sorts and pages. */
export function Tables({ job, one, stale }: { job: string; one: VerificationView; stale: boolean }) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, 200);
  const [verdict, setVerdict] = useState<Filter>();
  const [page, setPage] = useState(1);
  if (runs(one)) {
    return (
      <Text size="sm" c="var(--muted)">
        {texts.notYet}
      </Text>
    );
  }
  return (
    <Stack gap="sm">
      <Group gap="xs">
        <TextInput
          type="search"
          aria-label={texts.searchTables}
          placeholder={texts.searchTables}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setPage(1);
          }}
        />
        <NativeSelect
          aria-label={texts.verdict}
          value={verdict ?? ''}
          onChange={(event) => {
            setVerdict((event.currentTarget.value || undefined) as Filter | undefined);
            setPage(1);
          }}
          data={[{ value: '', label: texts.any }, ...Object.entries(texts.verdicts).map(([value, label]) => ({ value: value.toLowerCase(), label }))]}
        />
      </Group>
      <Ask
        queryKey={['verdicts', job, one.id, search, verdict, page]}
        queryFn={() =>
          good(
            client.GET('/api/v1/jobs/{job}/verifications/{verification}/tables', {
              params: { path: { job, verification: one.id }, query: { search: search || undefined, verdict, page, size: SIZE } },
            }),
          )
        }
        enabled={!stale}
        height={200}
      >
        {({ items, total }) =>
          total === 0 ? (
            <Text c="var(--muted)" role="status">
              {texts.noTables}
            </Text>
          ) : (
            <>
              <Lines job={job} one={one} items={items} stale={stale} />
              <Pager page={page} size={SIZE} total={total} turn={setPage} />
            </>
          )
        }
      </Ask>
    </Stack>
  );
}

function Lines({ job, one, items, stale }: { job: string; one: VerificationView; items: VerdictLine[]; stale: boolean }) {
  const [shown, show] = useState<string>();
  const heads = [texts.table, texts.verdict, texts.sourceRows, texts.targetRows, texts.missing, texts.extra, texts.changed];
  return (
    <div className={`${names.frame} ${names.stacks}`}>
      <table className={names.table} aria-label={texts.tablesTitle}>
        <thead>
          <tr>
            {heads.map((each, index) => (
              <th key={each} scope="col" className={index > 1 ? names.number : undefined}>
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <Fragment key={line.table}>
              <Line line={line} open={shown === line.table} toggle={() => show(shown === line.table ? undefined : line.table)} />
              {shown === line.table && (
                <tr>
                  <td colSpan={heads.length}>
                    <Differences job={job} one={one} table={line.table} stale={stale} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ line, open, toggle }: { line: VerdictLine; open: boolean; toggle: () => void }) {
  const numbers: [string, number][] = [
    [texts.sourceRows, line.sourceRows],
    [texts.targetRows, line.targetRows],
    [texts.missing, line.missing],
    [texts.extra, line.extra],
    [texts.changed, line.changed],
  ];
  const differs = line.missing + line.extra + line.changed + line.unsettled > 0;
  return (
    <tr>
      <td>
        <Group gap={4} wrap="nowrap">
          {differs && (
            <ActionIcon size="sm" aria-expanded={open} aria-label={open ? texts.hideRows(line.table) : texts.showRows(line.table)} onClick={toggle}>
              <IconChevronDown size={15} aria-hidden style={{ transform: open ? undefined : 'rotate(-90deg)' }} />
            </ActionIcon>
          )}
          <Text size="sm" fw={600} className="wrap">
            {line.table}
          </Text>
        </Group>
      </td>
      <td>
        <Verdict tone={toneOfVerdict(line.verdict)} words={texts.verdicts[line.verdict] ?? line.verdict} />
        {(line.note || texts.verdictMeans[line.verdict]) && (
          <Text size="xs" c="var(--muted)" className="wrap">
            {[line.note, texts.verdictMeans[line.verdict]].filter(Boolean).join('. ')}
          </Text>
        )}
      </td>
      {numbers.map(([label, value]) => (
        <td key={label} className={names.number} data-label={label}>
          {count(value)}
        </td>
      ))}
    </tr>
  );
}
