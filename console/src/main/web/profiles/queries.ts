import { client, good } from '../api/client';

const ASK_EVERY_MS = 15_000;

/** All profiles, by name. Nobody tells when they change, so they are asked for again. */
export function allProfiles(stale: boolean) {
  return {
    queryKey: ['profiles'],
    queryFn: () => good(client.GET('/api/v1/profiles')),
    enabled: !stale,
    refetchInterval: ASK_EVERY_MS,
  };
}

export function oneProfile(profile: string, stale: boolean) {
  return {
    queryKey: ['profile', profile],
    queryFn: () => good(client.GET('/api/v1/profiles/{profile}', { params: { path: { profile } } })),
    enabled: !stale,
    refetchInterval: ASK_EVERY_MS,
  };
}
