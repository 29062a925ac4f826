import { Anchor, Text } from '@mantine/core';
import type { VerificationView } from '../api/types';
import { count, moment } from '../app/format';
import { Ago } from '../app/time';
import names from '../details/page.module.css';
import { verificationTexts as texts } from '../texts/verification';
import { Verdict } from './verdict';
import { toneOf } from './words';

/** Newest first. */
export function List({ items, open }: { items: VerificationView[]; open: (id: string) => void }) {
  return (
    <div className={`${names.frame} ${names.stacks}`}>
      <table className={names.table} aria-label={texts.listLabel}>
        <thead>
          <tr>
            {[texts.columns.database, texts.columns.verdict, texts.columns.tables, texts.columns.when, texts.columns.who].map((each) => (
              <th key={each} scope="col">
                {each}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  fw={600}
                  dir="auto"
                  aria-label={texts.open(one.database, moment(Date.parse(one.requestedAt)))}
                  onClick={() => open(one.id)}
                >
                  {one.database}
                </Anchor>
              </td>
              <td>
                <Verdict tone={toneOf(one.state)} words={texts.states[one.state] ?? one.state} />
              </td>
              <td data-label={texts.columns.tables}>{tables(one)}</td>
              <td data-label={texts.columns.when}>
                <Ago at={one.requestedAt} />
              </td>
              <td data-label={texts.columns.who}>
                <Text size="sm">{one.who}</Text>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function tables({ result, progress, coverage }: VerificationView): string {
  if (result) {
    return texts.equalOf(count(result.tablesEqual), count(result.tables));
  }
  if (coverage) {
    return texts.coverage(count(coverage.covered), count(coverage.tables), count(coverage.rounds));
  }
  return progress ? texts.progress(count(progress.tablesDone), count(progress.tablesTotal), count(progress.rows)) : '–';
}
