/** How far into a clip its player stands; null where it was not begun. */
export function shownSecond(clip: string): number | null {
  const player = document.querySelector<HTMLVideoElement>(`video[data-clip="${clip}"]`);
  return player && player.currentTime > 0 ? player.currentTime : null;
}
