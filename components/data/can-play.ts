/**
 * Whether this browser says that it plays an MP4 with these codecs; what has no name is tried.
 * @param codecs such as `hvc1.2.4.L153.B0, mp4a.40.2`
 */
export const canPlay = (codecs: string | null): boolean =>
  codecs === null || document.createElement("video").canPlayType(`video/mp4; codecs="${codecs}"`) !== "";
