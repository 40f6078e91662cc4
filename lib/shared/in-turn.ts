const lines = new Map<string, Promise<unknown>>();

/**
 * Runs the work of one line (a name) one after the other in this process. Work that takes the same lock of the database
 * would wait for it anyway, but each with a connection in hand: a flood would leave no connections for anybody else, and
 * end in time-outs. Never call it inside its own line.
 */
export function inTurn<T>(line: string, work: () => Promise<T>): Promise<T> {
  const turn = (lines.get(line) ?? Promise.resolve()).then(work);
  const ended = turn.then(
    () => undefined,
    () => undefined,
  );
  lines.set(line, ended);
  void ended.then(() => {
    if (lines.get(line) === ended) lines.delete(line);
  });
  return turn;
}
