import { Anchor } from '@mantine/core';

/** To the page that a person keeps: opened beside this one. */
export function ReportLink({ job, words }: { job: string; words: string }) {
  return (
    <Anchor href={`/api/v1/jobs/${encodeURIComponent(job)}/report`} target="_blank" size="sm" w="fit-content">
      {words}
    </Anchor>
  );
}
