/** A player that has come to its end stands behind the last picture, by less than this. */
const LAST_PICTURE_SECONDS = 0.06;

/** Which second of a clip its player shows; null where it was not begun. */
export function shownSecond(clip: string): number | null {
  const player = document.querySelector<HTMLVideoElement>(`video[data-clip="${clip}"]`);
  if (!player || player.currentTime === 0) return null;
  return Math.max(0, Math.min(player.currentTime, player.duration - LAST_PICTURE_SECONDS));
}
