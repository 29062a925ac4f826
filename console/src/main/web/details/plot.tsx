import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import type { SeriesView } from '../api/types';
import { clock } from '../app/format';
import { distinct, moments, range, timeLabels, type Measure } from './axes';

const HEIGHT = 120;
/** Samples farther apart than this are not joined: nobody looked in between. */
const GAP_SECONDS = 90;

/** All lines on the moments of all of them; null where a line has no sample near. */
export function aligned(series: SeriesView): uPlot.AlignedData {
  const moments = [...new Set(series.lines.flatMap((line) => line.points.map((point) => Date.parse(point.at) / 1000)))].sort((a, b) => a - b);
  // A moment with nothing on it, in the middle of each gap, parts what is drawn.
  const xs = moments.flatMap((at, index) => {
    const next = moments[index + 1];
    return next !== undefined && next - at > GAP_SECONDS ? [at, (at + next) / 2] : [at];
  });
  const sampled = new Set(moments);
  const place = new Map(xs.map((at, index) => [at, index]));
  const ys = series.lines.map((line) => {
    const values: (number | null | undefined)[] = xs.map((at) => (sampled.has(at) ? undefined : null));
    line.points.forEach((point) => (values[place.get(Date.parse(point.at) / 1000)!] = point.value));
    return values;
  });
  return [xs, ...ys] as uPlot.AlignedData;
}

const LIGHT = ['#1864ab', '#0b6b50', '#7a4a00', '#5f3dc4', '#b02525', '#343a40'];
const DARK = ['#74c0fc', '#63e6be', '#ffe066', '#b197fc', '#ffa8a8', '#ced4da'];

/** A small wrapper: what it draws is also said in words and as a table. */
export function Plot({ series, measure, label }: { series: SeriesView; measure: Measure; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const dark = useComputedColorScheme('light') === 'dark';
  const lines = series.lines.map((line) => line.database).join('\n');
  useEffect(() => {
    const element = box.current;
    if (!element) {
      return;
    }
    const colours = dark ? DARK : LIGHT;
    const axis = { stroke: dark ? '#adb5bd' : '#495057', grid: { stroke: dark ? '#373a40' : '#e9ecef', width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const drawn = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { y: false },
        padding: [8, 20, 0, 0], // half of a label at the end of the time axis
        scales: { x: { range: (_, min, max) => moments(min, max) }, y: { range: (_, __, max) => range(max, measure.least) } },
        axes: [
          { ...axis, values: (_, ticks, __, ___, step) => timeLabels(ticks, step), space: 76, size: 24 },
          { ...axis, values: (_, ticks) => distinct(ticks.map(measure.format)), size: 68, space: 34, incrs: measure.steps },
        ],
        series: [
          { value: (_, at) => (at === null ? '' : clock(at * 1000)) },
          ...lines.split('\n').map((name, index) => ({
            label: name,
            stroke: colours[index % colours.length],
            fill: index === 0 && !lines.includes('\n') ? `${colours[0]}22` : undefined,
            width: 1.5,
            points: { show: false },
          })),
        ],
      },
      [[]],
      element,
    );
    plot.current = drawn;
    const resized = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    return () => {
      resized.disconnect();
      drawn.destroy();
      plot.current = null;
    };
  }, [dark, measure, lines]);
  useEffect(() => plot.current?.setData(aligned(series)), [series, dark, measure, lines]);
  return <div ref={box} role="img" aria-label={label} style={{ marginTop: 6, minHeight: HEIGHT }} />;
}
