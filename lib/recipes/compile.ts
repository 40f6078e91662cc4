import { createHmac } from "node:crypto";
import { withoutPromptFlags } from "@/lib/models/request";
import type { AssetKind, InputRole, Mode, ModelKey, Ratio, Resolution } from "@/lib/models/catalog";
import type { InputKind, TaskRequest } from "@/lib/providers/types";

export interface CompileInput {
  mode: Mode;
  model: string;
  prompt: string;
  resolution: string;
  ratio: string;
  durationSeconds: number | null;
  sound: boolean;
  watermark: boolean;
  returnLastFrame: boolean;
  seed: number | null;
  /** `asset://…` of the asset library, `data:…` where files travel inside the request. */
  inputs: readonly { role: InputRole; kind: AssetKind; url: string }[];
}

const REFERENCE_KIND: Record<AssetKind, InputKind> = { image: "referenceImage", video: "referenceVideo", audio: "referenceAudio" };

/** What the provider calls an input, by its role in our composer and the kind of its file. */
export const inputKindOf = (role: InputRole, kind: AssetKind): InputKind => (role === "reference" ? REFERENCE_KIND[kind] : role);

/** The task in the provider interface's words. Flags inside the prompt are taken out: what was shown is what is paid. */
export function compileRequest(input: CompileInput, safetyIdentifier: string): TaskRequest {
  return {
    model: input.model as ModelKey,
    mode: input.mode,
    prompt: withoutPromptFlags(input.prompt),
    inputs: input.inputs.map(({ role, kind, url }) => ({ kind: inputKindOf(role, kind), url })),
    resolution: input.resolution as Resolution,
    ratio: input.ratio as Ratio,
    durationSeconds: input.durationSeconds,
    sound: input.sound,
    watermark: input.watermark,
    returnLastFrame: input.returnLastFrame,
    seed: input.seed,
    safetyIdentifier,
  };
}

/**
 * Our marker, sent as `safety_identifier` (64 characters at most) and echoed by query and list: 24 characters
 * that are stable per person, as the field is meant for, a dot, and the attempt's id. No name, no e-mail.
 */
export function markerFor(userId: string, attemptId: string, secret: string): string {
  const person = createHmac("sha256", secret).update(userId).digest("base64url").slice(0, 24);
  return `${person}.${attemptId.replaceAll("-", "")}`;
}
