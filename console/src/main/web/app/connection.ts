import { useParams } from '@tanstack/react-router';
import { useConnection } from '../api/live';
import type { Connection } from '../api/stream';

/** How the page is connected: by one stream, whatever it shows. */
export function useTabConnection(): Connection {
  const { job } = useParams({ strict: false });
  return useConnection(job);
}
