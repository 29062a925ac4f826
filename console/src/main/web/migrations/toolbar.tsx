import { ActionIcon, Anchor, Button, Checkbox, Group, Menu, MultiSelect, Select, Text, Tooltip } from '@mantine/core';
import type { Connection } from '../api/stream';
import { retryNow } from '../api/live';
import type { JobListItem } from '../api/types';
import { ago } from '../app/format';
import { IconColumns, IconRefresh } from '../app/icons';
import { useNow } from '../app/now';
import { PageTitle } from '../app/page-title';
import { SearchField } from '../app/search-field';
import { texts } from '../app/texts';
import { CreateButton } from '../create/button';
import { isFiltered, labels, SORTS, type Column, type Search } from '../jobs/filter';
import names from './page.module.css';

export type Change = (change: Partial<Search>) => void;

const STATUSES = Object.entries(texts.statuses).map(([value, label]) => ({ value, label }));
const MODES = Object.entries(texts.modes).map(([value, label]) => ({ value, label }));

interface HeadingProps {
  connection: Connection;
  shown: number;
  total: number;
  /** That wait until the pointer has left the list. */
  newer: number;
  show: () => void;
}

export function Heading({ connection, shown, total, newer, show }: HeadingProps) {
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm" align="baseline">
        <PageTitle>
          {texts.migrations.title}
        </PageTitle>
        {total > 0 && (
          <Text size="sm" c="var(--muted)" role="status">
            {texts.migrations.shown(shown, total)}
          </Text>
        )}
        {newer > 0 && (
          <Text size="sm" role="status">
            {texts.migrations.newer(newer)} ·{' '}
            <Anchor component="button" type="button" size="sm" onClick={show}>
              {texts.migrations.showNewer}
            </Anchor>
          </Text>
        )}
      </Group>
      <Group gap="xs">
        <Liveness connection={connection} />
        <Tooltip label={texts.migrations.refresh}>
          <ActionIcon aria-label={texts.migrations.refresh} onClick={retryNow}>
            <IconRefresh size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <CreateButton stale={connection.kind === 'stale'} />
      </Group>
    </Group>
  );
}

function Liveness({ connection }: { connection: Connection }) {
  const now = useNow();
  const live = connection.kind === 'live';
  const glimpses = live && connection.byGlimpses;
  const words = glimpses ? texts.connection.byGlimpses : texts.connection[live ? 'live' : connection.kind === 'connecting' ? 'connecting' : 'lost'];
  return (
    <Tooltip
      multiline
      maw={320}
      label={glimpses ? texts.connection.byGlimpsesWhy : texts.connection.liveSince(live ? ago(connection.heardAt, now) : '')}
      disabled={!live}
    >
      <Text size="sm" className={names.live} data-live={live || undefined} tabIndex={0}>
        {words}
      </Text>
    </Tooltip>
  );
}

/** What is shown of the list; all of it stands in the page's address. */
export function Toolbar({ search, change, jobs }: { search: Search; change: Change; jobs: JobListItem[] }) {
  const known = [...new Set(jobs.flatMap(labels))].sort();
  return (
    <Group gap="xs" className={names.toolbar}>
      <SearchField
        className={names.search}
        label={texts.migrations.searchLabel}
        placeholder={texts.migrations.search}
        value={search.q}
        change={(q) => change({ q })}
      />
      <MultiSelect
        className={names.status}
        aria-label={texts.migrations.status}
        placeholder={search.status ? undefined : texts.migrations.status}
        data={STATUSES}
        value={search.status ?? []}
        onChange={(status) => change({ status: status.length > 0 ? status : undefined })}
        clearable
      />
      <Select
        className={names.small}
        aria-label={texts.migrations.mode}
        placeholder={texts.migrations.mode}
        data={MODES}
        value={search.mode ?? null}
        onChange={(mode) => change({ mode: mode ?? undefined })}
        clearable
      />
      {known.length > 0 && (
        <Select
          className={names.small}
          aria-label={texts.migrations.label}
          placeholder={texts.migrations.label}
          data={known}
          value={search.label ?? null}
          onChange={(label) => change({ label: label ?? undefined })}
          searchable
          clearable
        />
      )}
      {isFiltered(search) && (
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => change({ q: undefined, status: undefined, mode: undefined, label: undefined })}
        >
          {texts.migrations.clear}
        </Button>
      )}
      <ColumnsMenu hidden={search.hide ?? []} change={change} />
    </Group>
  );
}

function ColumnsMenu({ hidden, change }: { hidden: Column[]; change: Change }) {
  const toggle = (column: Column) => {
    const hide = hidden.includes(column) ? hidden.filter((each) => each !== column) : [...hidden, column];
    change({ hide: hide.length > 0 ? hide : undefined });
  };
  return (
    <Menu closeOnItemClick={false} position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />} visibleFrom="sm" ml="auto">
          {texts.migrations.columns}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.filter((column) => column !== 'name').map((column) => (
          <Menu.Item
            key={column}
            role="menuitemcheckbox"
            aria-checked={!hidden.includes(column)}
            onClick={() => toggle(column)}
            leftSection={<Checkbox.Indicator size="xs" checked={!hidden.includes(column)} aria-hidden />}
          >
            {texts.columns[column]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
