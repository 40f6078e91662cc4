import type { FileProblem } from "@/lib/assets/limits";
import type { Pace } from "./pace";

/** What is going on with a file on its way in; null once the asset itself says all there is to say. */
export type UploadState =
  | { step: "reading" }
  /** Held to the limits before it is sent, and by the studio when it is there. */
  | { step: "checking"; isSent?: true }
  /** It is a frame that the studio cuts out of a clip. */
  | { step: "cutting" }
  /** A new file is being made of the one that is here. */
  | { step: "mending"; mendId: string; percent: number }
  | {
      step: "uploading";
      /** 0 to 1 of the bytes that left this browser. */ fraction: number;
      /** null as long as it is not known. */ pace: Pace | null;
    }
  | { step: "paused"; fraction: number }
  /** The studio does not answer; it is asked again by itself. */
  | { step: "waiting"; fraction: number }
  | { step: "problem"; problem: FileProblem; /** Whether the same bytes may be accepted when they are sent again. */ retryable: boolean }
  /** The page was left while the file was on its way, and the browser no longer has it. */
  | { step: "interrupted" };
