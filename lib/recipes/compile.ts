import { createHmac } from "node:crypto";
import { fullPrompt } from "@/lib/models/preamble";
import { withoutPromptFlags } from "@/lib/models/request";
import type { AssetKind, InputRole, ModelKey } from "@/lib/models/catalog";
import type { InputKind, TaskRequest } from "@/lib/providers/types";
import type { Recipe } from "./recipe";

/** A file as a request names it: `asset://…` of the asset library, `data:…` where files travel inside the request. */
export interface CompileInput {
  role: InputRole;
  kind: AssetKind;
  url: string;
}

const REFERENCE_KIND: Record<AssetKind, InputKind> = { image: "referenceImage", video: "referenceVideo", audio: "referenceAudio" };

/** What the provider calls an input, by its role in our composer and the kind of its file. */
const inputKindOf = (role: InputRole, kind: AssetKind): InputKind => (role === "reference" ? REFERENCE_KIND[kind] : role);

/**
 * The task in the provider interface's words. Only here the words before the prompt become part of it, and flags are taken
 * out of the whole: what was shown is what is paid.
 */
export const compileRequest = (
  { preamble, prompt, ...settings }: Recipe,
  inputs: readonly CompileInput[],
  safetyIdentifier: string,
): TaskRequest => ({
  ...settings,
  model: settings.model as ModelKey,
  prompt: withoutPromptFlags(fullPrompt({ preamble, prompt })).trim(),
  inputs: inputs.map(({ role, kind, url }) => ({ kind: inputKindOf(role, kind), url })),
  safetyIdentifier,
});

/**
 * Our marker, sent as `safety_identifier` (64 characters at most) and echoed by query and list: 24 characters
 * that are stable per person, as the field is meant for, a dot, and the attempt's id. No name, no e-mail.
 */
export function markerFor(userId: string, attemptId: string, secret: string): string {
  const person = createHmac("sha256", secret).update(userId).digest("base64url").slice(0, 24);
  return `${person}.${attemptId.replaceAll("-", "")}`;
}
