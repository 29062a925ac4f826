import { Button, Text } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { client, good } from '../api/client';
import { present } from '../api/job';
import type { JobView, SeriesView } from '../api/types';
import { bytes, clock, count } from '../app/format';
import { texts } from '../app/texts';
import { dumped, worstLag } from '../jobs/stages';
import { MEASURES, type Metric } from './axes';
import { lagWords } from './header';
import names from './page.module.css';
import { Plot } from './plot';

/** Lag, throughput and what the source keeps, each in words with its last hours. */
export default function Charts({ view, stale }: { view: JobView; stale: boolean }) {
  const dumping = view.phase === 'FULL_DUMP';
  const lag = worstLag(view);
  const retained = present(view).reduce((all, each) => all + (each.retention?.retainedBytes ?? each.lag?.retainedBytes ?? 0), 0);
  const knowsRetained = present(view).some((each) => each.retention?.retainedBytes !== undefined || each.lag);
  const changes = present(view).reduce((all, each) => all + (each.lag?.changesPerSecond ?? 0), 0);
  return (
    <div className={names.charts}>
      {view.mode !== 'OFFLINE' && (
        <Chart title={texts.details.lag} value={lagWords(lag)} metric="lagMs" view={view} stale={stale} />
      )}
      <Chart
        title={texts.details.throughput}
        value={
          dumping
            ? texts.details.perSecond(bytes(dumped(present(view))?.rate ?? 0))
            : lag
              ? texts.details.changesPerSecond(count(changes))
              : texts.migrations.notKnown
        }
        metric={dumping ? 'bytesPerSecond' : 'rowsPerSecond'}
        view={view}
        stale={stale}
      />
      {view.mode !== 'OFFLINE' && (
        <Chart
          title={texts.details.retained}
          value={knowsRetained ? bytes(retained) : texts.migrations.notKnown}
          metric="retainedBytes"
          view={view}
          stale={stale}
        />
      )}
    </div>
  );
}

interface ChartProps {
  title: string;
  value: string;
  metric: Metric;
  view: JobView;
  stale: boolean;
}

function Chart({ title, value, metric, view, stale }: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  const query = useQuery({
    queryKey: ['series', view.id, metric],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}/series', { params: { path: { job: view.id }, query: { metric } } })),
    enabled: !stale && view.begun,
    refetchInterval: 5000,
    placeholderData: keepPreviousData,
  });
  const known = query.data?.lines.some((line) => line.points.length > 1);
  return (
    <section className={names.chart} aria-label={title}>
      <div style={{ display: 'flex', justifyContent: 'space-between', gap: 8 }}>
        <Text size="sm" c="var(--muted)" component="h2" fw={500}>
          {title}
        </Text>
        {known && (
          <Button variant="subtle" color="gray" size="compact-xs" aria-label={texts.details.shownAs(title, asTable)} onClick={() => setAsTable(!asTable)}>
            {asTable ? texts.details.asChart : texts.details.asTable}
          </Button>
        )}
      </div>
      <div className={names.value}>{value}</div>
      {known && query.data ? (
        asTable ? (
          <Numbers series={query.data} format={MEASURES[metric].format} title={title} />
        ) : (
          <Plot series={query.data} measure={MEASURES[metric]} label={`${title}: ${value}`} />
        )
      ) : (
        <Text size="xs" c="var(--muted)" mt={6}>
          {texts.details.noSeries}
        </Text>
      )}
    </section>
  );
}

/** The same for whoever does not see the drawing. */
function Numbers({ series, format, title }: { series: SeriesView; format: (value: number) => string; title: string }) {
  return (
    <div className={names.scroll} style={{ maxHeight: 150, marginTop: 6 }} tabIndex={0} role="region" aria-label={title}>
      <table className={names.table}>
        <tbody>
          {series.lines.flatMap((line) =>
            line.points
              .slice(-60)
              .reverse()
              .map((point) => (
                <tr key={`${line.database} ${point.at}`}>
                  <td>{clock(Date.parse(point.at))}</td>
                  <td>{line.database}</td>
                  <td className={names.number}>{format(point.value)}</td>
                </tr>
              )),
          )}
        </tbody>
      </table>
    </div>
  );
}
