/**
 * Of the six connections that browsers make to a server over HTTP/1.1, all windows together. A stream takes one for as
 * long as it is read; what is left is for questions, which would wait without end in every window.
 */
const PLACES = 4;

/** Gives a place back. */
export type Leave = () => void;

/**
 * A place for a stream among the windows of this browser; undefined when all are taken. A window that somebody turns to
 * insists, and takes the place of another.
 *
 * @param robbed told when another window has taken it
 */
export async function takePlace(insist: boolean, robbed: () => void): Promise<Leave | undefined> {
  // Browsers give out locks on https and on the machine itself; elsewhere nobody can know of the other windows.
  if (!navigator.locks) {
    return () => undefined;
  }
  for (let place = 1; place <= PLACES; place++) {
    const leave = await take(place, { ifAvailable: true }, robbed);
    if (leave) {
      return leave;
    }
  }
  return insist ? take(PLACES, { steal: true }, robbed) : undefined;
}

function take(place: number, how: LockOptions, robbed: () => void): Promise<Leave | undefined> {
  return new Promise((answer) => {
    const held = (lock: Lock | null) => (lock ? new Promise<void>((leave) => answer(leave)) : answer(undefined));
    navigator.locks.request(`godwit-stream-${place}`, how, held).catch(robbed);
  });
}
