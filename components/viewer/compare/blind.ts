/** What a side is called, whatever is in it. */
export const letterOf = (index: number): string => String.fromCharCode(65 + index);

/** In an order that nobody chose. */
export function shuffled<T>(items: readonly T[], random: () => number = Math.random): T[] {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [result[last], result[other]] = [result[other]!, result[last]!];
  }
  return result;
}
