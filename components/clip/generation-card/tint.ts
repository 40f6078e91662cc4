/** The ground of a card that has no picture yet: two tones next to the room's own, told by its words, so that neighbours can be told apart. */
export function tintOf(prompt: string): string {
  let hash = 0;
  for (const character of prompt) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  const hue = hash % 360;
  const tone = (light: number, dark: number) => `light-dark(oklch(${light} 0.016 ${hue}), oklch(${dark} 0.022 ${hue}))`;
  return `linear-gradient(to top, ${tone(0.95, 0.23)}, ${tone(0.91, 0.18)})`;
}
