import type { ApiStyle, AssetKind, InputRole } from "@/lib/models/catalog";
import type { RequestProblem } from "@/lib/models/request";
import type { RequestSample } from "@/lib/providers/what-will-be-sent";

/** The request of one clip, exactly as the provider gets or got it. It holds no key, only where one would be. */
export interface RequestPreview {
  /** `sent`: word for word from the ledger. `compiled`: put together now, as it would be sent. */
  source: "sent" | "compiled";
  /** The style it was sent in, or would be. */
  apiStyle: ApiStyle;
  /** ISO time; null where it was not sent. */
  sentAt: string | null;
  /** In the styles that the host speaks. */
  samples: Partial<Record<ApiStyle, RequestSample>>;
  /** Settings that a style does not offer. */
  refusals: Partial<Record<ApiStyle, RequestProblem[]>>;
  prompt: {
    /** As it travels. */
    text: string;
    /** What was typed and is taken out, e.g. `--dur 15`. */
    flags: string[];
    /** Numbers that the prompt names and no file has. */
    unknownMentions: { kind: AssetKind; number: number }[];
  };
  /** In sending order. */
  inputs: PreviewInput[];
  /** The name of the environment variable that stands where the key would be. */
  keyVariable: string;
}

export interface PreviewInput {
  role: InputRole;
  kind: AssetKind;
  /** How the prompt names it: per kind, from 1. null for frames, which need no name. */
  number: number | null;
  isMentioned: boolean;
  /** null while the file is on its way to the studio. */
  assetId: string | null;
  name: string | null;
  url: string;
  /** The provider has it already; else `url` holds a placeholder. */
  isRegistered: boolean;
  /** It travels inside the request; `url` says its size and fingerprint instead. */
  isInline: boolean;
}

export type { RequestSample };
