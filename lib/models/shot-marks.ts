/** Where a shot begins in a prompt, as lists of shots write it: at the head of a line. */
const MARK = /^[ \t]*(?:shot\s?|镜头\s?)(\d{1,3})\b.*$/gimu;

/**
 * The shots that a prompt is divided into by numbers from 1 on, each as its own line; none where it is one shot. A number that does not
 * follow the one before it is a word like any other.
 */
export function shotsIn(prompt: string): string[] {
  const shots: string[] = [];
  for (const [line, number] of prompt.matchAll(MARK)) if (Number(number) === shots.length + 1) shots.push(line.trim());
  return shots.length > 1 ? shots : [];
}
