/** Runs `work` for every item, so many at once. The first failure ends it, when what runs has ended. */
export async function inParallel<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  let failure: { error: unknown } | null = null;
  const runner = async (): Promise<void> => {
    for (const item of waiting) {
      if (failure) return;
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
  // The type checker cannot see that the runners write it.
  const seen = failure as { error: unknown } | null;
  if (seen) throw seen.error;
}
