import type { ProfileView } from '../api/types';
import { texts } from '../app/texts';
import { words } from '../texts/profiles';

/** Those whose name, server or engine has each of the words. */
export function matchingProfiles(profiles: readonly ProfileView[], search: string | undefined): ProfileView[] {
  const wanted = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return profiles.filter((profile) => {
    const text = [profile.name, profile.server, profile.url, engineName(profile.engine), profile.tunnel?.host].join(' ').toLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

export const engineName = (engine: string): string => texts.engines[engine] ?? engine;

export const modeWords = (mode: string | undefined): string => words.tls[(mode ?? '') as keyof typeof words.tls] ?? mode ?? '';

/** How its connections are protected, in a few words. */
export function tlsWords({ tls }: ProfileView): string {
  return tls.clientCertificate ? words.mutual(modeWords(tls.mode)) : modeWords(tls.mode);
}
