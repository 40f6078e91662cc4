import { type RefObject, useEffect, useState } from "react";

/** On a slow line, who waits for a clip wants to see what for. */
const PATIENCE_MS = 250;

/**
 * Whether what stands around the picture may be read and drawn: not before the viewer's first frame is on the screen, which it would take
 * the line, the server and the processor from. A clip that lets itself be waited for holds up nothing.
 * @param isClip there is a picture to wait for
 */
export function useFirstPicture(stage: RefObject<HTMLElement | null>, isClip: boolean): boolean {
  const [isThere, setThere] = useState(!isClip);
  useEffect(() => {
    const there = (): void => setThere(true);
    const timer = setTimeout(there, PATIENCE_MS);
    const video = stage.current?.querySelector("video");
    const callback = video && "requestVideoFrameCallback" in video ? video.requestVideoFrameCallback(there) : 0;
    return () => {
      clearTimeout(timer);
      if (callback) video?.cancelVideoFrameCallback(callback);
    };
  }, [stage]);
  return isThere;
}
