import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { client, good } from '../api/client';
import '../app/more-styles';
import { PageTitle } from '../app/page-title';
import { QueryFailure } from '../details/query-failure';
import { createTexts as texts } from '../texts/create';
import names from './page.module.css';
import type { Step } from './steps';
import { Wizard } from './wizard';

const createRoute = getRouteApi('/create');
const editRoute = getRouteApi('/jobs/$job/edit');

/** A new migration. */
export function CreatePage() {
  const { step = 'source' } = createRoute.useSearch();
  const navigate = createRoute.useNavigate();
  return <Wizard key="new" step={step} go={(next: Step) => void navigate({ search: { step: next } })} />;
}

/** The settings of one that has not begun. */
export function EditPage() {
  const { job } = editRoute.useParams();
  const { step = 'source' } = editRoute.useSearch();
  const navigate = editRoute.useNavigate();
  const query = useQuery({
    queryKey: ['job-to-edit', job],
    queryFn: () => good(client.GET('/api/v1/jobs/{job}', { params: { path: { job } } })),
    // What is edited stays as it was read; whether it is still that is the server's to say when it is saved.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
  const view = query.data;
  if (query.error) {
    return (
      <div className={names.page}>
        <QueryFailure error={query.error} again={() => void query.refetch()} />
      </div>
    );
  }
  if (!view) {
    return (
      <Stack className={names.page} role="status">
        <Text size="sm" c="var(--muted)">
          {texts.loading}
        </Text>
        <Skeleton height={300} />
      </Stack>
    );
  }
  const reason = view.unavailableActions.find((each) => each.action === 'EDIT')?.reason;
  if (reason !== undefined || !view.availableActions.includes('EDIT')) {
    return (
      <Stack className={names.page} gap="sm">
        <PageTitle size="h3">
          {texts.notEditable}
        </PageTitle>
        <Text c="var(--muted)">{reason}</Text>
        <Anchor renderRoot={(props) => <Link {...props} to="/jobs/$job" params={{ job: view.id }} />}>{texts.backTo(view.name)}</Anchor>
      </Stack>
    );
  }
  return <Wizard key={`${view.id} ${view.version}`} job={view} step={step} go={(next: Step) => void navigate({ search: { step: next } })} again={() => void query.refetch()} />;
}
