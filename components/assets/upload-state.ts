import type { FileProblem } from "@/lib/assets/limits";

/** What is going on with a file on its way in; null once the asset itself says all there is to say. */
export type UploadState =
  | { step: "reading" }
  | { step: "uploading"; /** 0 to 1 of the bytes that left this browser. */ fraction: number }
  | { step: "checking" }
  /** It is a frame that the studio cuts out of a clip. */
  | { step: "cutting" }
  /** A new file is being made of the one that is here. */
  | { step: "mending"; mendId: string; percent: number }
  | { step: "problem"; problem: FileProblem; /** Whether the same bytes may be accepted when they are sent again. */ retryable: boolean }
  /** The page was left while the file was on its way, and the browser no longer has it. */
  | { step: "interrupted" };
