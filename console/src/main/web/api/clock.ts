/** Answers name whole seconds and take some time: what is nearer than this is the same. */
const SAME_MS = 3_000;

let ahead = 0;

/** Learns from the head of an answer how far the viewer's clock is from the server's, to whose moments it is held. */
export function serverSaid(date: string | null): void {
  const told = date === null ? NaN : Date.parse(date);
  if (!Number.isNaN(told)) {
    const difference = Date.now() - told;
    ahead = Math.abs(difference) < SAME_MS ? 0 : difference;
  }
}

/** The present by the server's clock, in milliseconds; by the viewer's until the server has said something. */
export function serverNow(): number {
  return Date.now() - ahead;
}
