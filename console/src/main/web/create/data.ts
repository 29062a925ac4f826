import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { client, good } from '../api/client';
import type { JobRequest } from '../api/types';
import { allProfiles } from '../profiles/queries';
import type { Loaded } from './rows';

const FRESH_MS = 60_000;

export function useProfiles() {
  return useQuery({ ...allProfiles(false), refetchOnWindowFocus: 'always' });
}

/** What a connection came to; asked for by a person, and kept while the page is open. */
export function useConnectionTest(profile: string) {
  return useQuery({
    queryKey: ['profile-test', profile],
    queryFn: () => good(client.POST('/api/v1/profiles/{profile}/test', { params: { path: { profile } } })),
    enabled: false,
    retry: false,
  });
}

/** Connects to the server, so not again with each look. */
export function useDatabases(profile: string) {
  return useQuery({
    queryKey: ['catalog', profile],
    queryFn: () => good(client.GET('/api/v1/profiles/{profile}/databases', { params: { path: { profile } } })),
    enabled: profile !== '',
    staleTime: FRESH_MS,
    refetchOnWindowFocus: false,
    retry: false,
  });
}

function tablesOf(profile: string, database: string) {
  return {
    queryKey: ['catalog', profile, database],
    queryFn: () => good(client.GET('/api/v1/profiles/{profile}/databases/{database}/tables', { params: { path: { profile, database } } })),
    staleTime: FRESH_MS * 5,
    refetchOnWindowFocus: false,
    retry: false,
  };
}

/** Tables of those databases that somebody wants to see. */
export function useTables(profile: string, databases: readonly string[]) {
  const queries = useQueries({ queries: databases.map((each) => tablesOf(profile, each)) });
  const client = useQueryClient();
  const stamp = queries.map((each) => `${each.dataUpdatedAt} ${each.errorUpdatedAt} ${each.fetchStatus}`).join();
  const known = useMemo(
    () =>
      new Map<string, Loaded>(
        queries.map(({ data, error }, index) => [databases[index]!, data ? { tables: data } : error ? { error } : { waiting: true }]),
      ),
    // The answers are new objects each time; the stamp tells whether one is.
    [stamp, profile, databases.join('\n')],
  );
  const loaded = useCallback((database: string): Loaded => known.get(database), [known]);
  const again = (database: string) => void client.refetchQueries({ queryKey: ['catalog', profile, database], exact: true });
  return { loaded, again };
}

/** Which databases were listed while this page was open. */
export function useListed(profile: string): (database: string) => boolean {
  const client = useQueryClient();
  return (database) => client.getQueryData(['catalog', profile, database]) !== undefined;
}

/** Command and document, as the server writes them. */
export function useDraft(request: JobRequest) {
  return useQuery({
    queryKey: ['draft', request],
    queryFn: () => good(client.POST('/api/v1/jobs/draft', { body: request })),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}
