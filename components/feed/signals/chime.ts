/** Two soft notes, a fifth apart: Hz, and seconds after the first. */
const NOTES = [
  [659.25, 0],
  [987.77, 0.16],
] as const;
const LOUDNESS = 0.08;
const SECONDS = 0.9;

/** Plays two soft notes. A browser that keeps pages silent plays nothing. */
export function chime(): void {
  const context = new AudioContext();
  for (const [frequency, after] of NOTES) {
    const begin = context.currentTime + after;
    const note = new OscillatorNode(context, { frequency, type: "sine" });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.setValueAtTime(0, begin);
    volume.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.0001, begin + SECONDS);
    note.connect(volume).connect(context.destination);
    note.start(begin);
    note.stop(begin + SECONDS);
  }
  setTimeout(() => void context.close(), 2_000);
}
