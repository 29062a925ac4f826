import { present } from '../api/job';
import type { JobView, WaitingView } from '../api/types';

export type Choice = 'apply' | 'copy' | 'exclude';

export const nameOf = ({ schema, table }: WaitingView): string => `${schema}.${table}`;

/** What may become of it: a statement only while the source keeps all its changes; what was excluded may come back. */
export function choicesFor({ appliable, choice, decided }: WaitingView): Choice[] {
  if (decided) {
    return [];
  }
  switch (choice) {
    case 'OPEN':
      return appliable ? ['apply', 'copy', 'exclude'] : ['copy', 'exclude'];
    case 'EXCLUDE':
      return ['copy'];
    case 'COPY':
      return [];
  }
}

/** Tables about which nobody has decided yet. */
export function undecided(view: JobView): number {
  return present(view).reduce((all, each) => all + each.waiting.filter((table) => table.choice === 'OPEN' && !table.decided).length, 0);
}
