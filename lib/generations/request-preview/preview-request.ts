import type { Actor } from "@/lib/access/callers/actor";
import { USABLE } from "@/lib/assets/usable";
import { type ConnectionSummary, describeConnection, findConnection } from "@/lib/connections/connection";
import { inlinePlaceholder, isInlinePlaceholder } from "@/lib/assets/inline";
import { type ApiStyle, type AssetKind, type InputRole, isModelKey } from "@/lib/models/catalog";
import { HOSTS, type ProviderHost, surfaceOf, TRANSPORTS } from "@/lib/models/hosts";
import { findPromptFlags, findRequestProblems, type RequestProblem, usedInputs } from "@/lib/models/request";
import { compileMentions } from "@/lib/models/mention-tokens";
import { fullPrompt } from "@/lib/models/preamble";
import { findMentions } from "@/lib/models/mentions";
import { db } from "@/lib/platform/db/client";
import type { Asset } from "@/lib/platform/db/generated/client";
import { type Destination, placeholderUrl, type RequestSample, sampleOf, sampleOfBody } from "@/lib/providers/what-will-be-sent";
import { AppError } from "@/lib/shared/errors";
import { compileRequest } from "@/lib/recipes/compile";
import { pickRecipe, type Recipe } from "@/lib/recipes/recipe";
import type { GenerationIdInput } from "../schema";
import type { PreviewDraftInput } from "./schema";
import { asBody, inOrderOf, textIn, urlsIn } from "./sent-body";
import type { RequestPreview } from "./view";

/** Stands where our marker will be: a code for the person and the attempt, made when it is sent. */
export const MARKER_PLACEHOLDER = "SET_WHEN_SENT";

/** One file as the request names it. */
interface NamedInput {
  role: InputRole;
  kind: AssetKind;
  assetId: string | null;
  name: string | null;
  sha256: string | null;
  durationMs: number | null;
  mimeType: string;
  sizeBytes: number;
}

const ASSET_FACTS = { id: true, name: true, sha256: true, durationMs: true, kind: true, mimeType: true, sizeBytes: true } as const;
/** A file that is still on its way to the studio. */
const NOTHING_KNOWN = { name: null, sha256: null, durationMs: null, sizeBytes: 0 } as const;
const USUAL_TYPES: Record<AssetKind, string> = { image: "image/jpeg", video: "video/mp4", audio: "audio/mpeg" };

const nameInput = (role: InputRole, { id, ...facts }: Pick<Asset, keyof typeof ASSET_FACTS>): NamedInput => ({
  role,
  assetId: id,
  ...facts,
});

/**
 * What pressing Generate would send, from what the composer holds now; the draft may be unfinished.
 * @throws AppError bad-input for a model that nobody knows, not-found for a file that is not this team's
 */
export async function previewDraft(actor: Actor, { recipe, inputs: all }: PreviewDraftInput): Promise<RequestPreview> {
  if (!isModelKey(recipe.model)) throw new AppError("bad-input", { fields: { model: { code: "invalid" } } });
  const used = usedInputs(recipe.mode, all);
  const assets = await db.asset.findMany({
    where: { teamId: actor.teamId, ...USABLE, id: { in: used.flatMap((input) => input.assetId ?? []) } },
    select: ASSET_FACTS,
  });
  const inputs = used.map(({ role, kind, assetId }): NamedInput => {
    if (assetId === null) return { role, kind, assetId, ...NOTHING_KNOWN, mimeType: USUAL_TYPES[kind] };
    const asset = assets.find((row) => row.id === assetId);
    // Another team's file and one that never was are the same answer.
    if (!asset) throw new AppError("not-found");
    return nameInput(role, asset);
  });
  const files = inputs.map(({ assetId, kind }) => ({ id: assetId ?? "", kind }));
  return compile({ ...recipe, prompt: compileMentions(recipe.prompt, files) }, inputs, await describeConnection(actor.teamId));
}

/**
 * What was sent for a generation, word for word from the ledger; where it was not sent yet, what will be.
 * @throws AppError not-found for one that never was, was deleted, or belongs to another team
 */
export async function previewGeneration(actor: Actor, { id }: GenerationIdInput): Promise<RequestPreview> {
  const row = await db.generation.findFirst({
    where: { id, teamId: actor.teamId, deletedAt: null },
    include: {
      inputs: {
        orderBy: { position: "asc" },
        include: { asset: { select: ASSET_FACTS } },
      },
      attempts: { orderBy: { number: "desc" } },
    },
  });
  if (!row) throw new AppError("not-found");
  const recipe = pickRecipe(row);
  const inputs = row.inputs.map(({ role, asset }) => nameInput(role, asset));
  // The one that the provider took; else the last that was tried.
  const attempt = row.attempts.find((entry) => entry.state === "acknowledged") ?? row.attempts[0];
  const now = await describeConnection(actor.teamId);
  const body = attempt ? asBody(attempt.request) : null;
  if (!attempt || !body) return compile(recipe, inputs, now);

  const to: Destination = (await findConnection(attempt.providerAccount)) ?? now;
  const apiStyle: ApiStyle = attempt.apiStyle === "openai" ? "openai" : "native";
  const urls = urlsIn(body);
  const request = compileRequest(recipe, withUrls(inputs, urls), attempt.marker);
  return assemble({
    recipe,
    inputs,
    urls,
    text: textIn(body) ?? request.prompt,
    source: "sent",
    apiStyle,
    sentAt: attempt.sentAt.toISOString(),
    to,
    sample: (style) => {
      const compiled = sampleOf(request, style, to);
      return style === apiStyle ? sampleOfBody(inOrderOf(body, compiled.json), style, to) : compiled;
    },
  });
}

async function compile(recipe: Recipe, inputs: readonly NamedInput[], connection: ConnectionSummary): Promise<RequestPreview> {
  const { by, kinds } = TRANSPORTS[surfaceOf(connection)];
  const insideUrl = (input: NamedInput, index: number) =>
    // What cannot go inside would need an address of its own.
    kinds.includes(input.kind) ? inlinePlaceholder(input) : `https://YOUR_${input.kind.toUpperCase()}_${index + 1}_ADDRESS`;
  const urls = by === "inline" ? inputs.map(insideUrl) : await urlsAt(connection.account, inputs);
  const request = compileRequest(recipe, withUrls(inputs, urls), MARKER_PLACEHOLDER);
  return assemble({
    recipe,
    inputs,
    urls,
    text: request.prompt,
    source: "compiled",
    apiStyle: connection.apiStyle,
    sentAt: null,
    to: connection,
    sample: (style) => sampleOf(request, style, connection),
  });
}

interface Parts {
  recipe: Recipe;
  inputs: readonly NamedInput[];
  urls: readonly string[];
  text: string;
  source: RequestPreview["source"];
  apiStyle: ApiStyle;
  sentAt: string | null;
  to: Destination;
  sample: (apiStyle: ApiStyle) => RequestSample;
}

function assemble({ recipe, inputs, urls, text, source, apiStyle, sentAt, to, sample }: Parts): RequestPreview {
  // The OpenAI-style surface takes ids of the asset library alone.
  const styles = HOSTS[to.host].styles.filter((style) => style === "native" || !urls.some(isInlinePlaceholder));
  const named = inputs.filter(({ role }) => role === "reference");
  const mentions = findMentions(
    text,
    named.map(({ kind }) => kind),
  );
  return {
    source,
    apiStyle,
    sentAt,
    samples: Object.fromEntries(styles.map((style) => [style, sample(style)])),
    refusals: Object.fromEntries(styles.map((style) => [style, refusalsOf(recipe, inputs, to.host, style)])),
    prompt: { text, flags: findPromptFlags(fullPrompt(recipe)), unknownMentions: named.length > 0 ? mentions.unknown : [] },
    inputs: inputs.map((input, index) => {
      const { role, kind, assetId, name } = input;
      const reference = mentions.references[named.indexOf(input)];
      const url = urls[index] ?? "";
      return {
        role,
        kind,
        number: reference?.number ?? null,
        isMentioned: reference?.isMentioned ?? false,
        assetId,
        name,
        url,
        isRegistered: url !== placeholders(inputs)[index],
        isInline: isInlinePlaceholder(url),
      };
    }),
    keyVariable: HOSTS[to.host].keyVariable,
  };
}

/** The provider's addresses of these files, where it has them; else a placeholder that says which file is meant. */
async function urlsAt(account: string, inputs: readonly NamedInput[]): Promise<string[]> {
  const registrations = await db.assetRegistration.findMany({
    where: {
      providerAccount: account,
      status: "ready",
      sha256: { in: inputs.flatMap(({ sha256, assetId }) => sha256 ?? assetId ?? []) },
    },
    select: { sha256: true, kind: true, providerAssetId: true },
  });
  return inputs.map(({ sha256, assetId, kind }, index) => {
    const found = registrations.find((entry) => entry.kind === kind && entry.sha256 === (sha256 ?? assetId));
    return found?.providerAssetId ? `asset://${found.providerAssetId}` : placeholders(inputs)[index]!;
  });
}

/** `asset://YOUR_IMAGE_2_ASSET_ID`: numbered per kind in sending order, frames too. */
const placeholders = (inputs: readonly NamedInput[]): string[] =>
  inputs.map(({ kind }, index) => placeholderUrl(kind, inputs.slice(0, index + 1).filter((other) => other.kind === kind).length));

const withUrls = (inputs: readonly NamedInput[], urls: readonly string[]) =>
  inputs.map(({ role, kind }, index) => ({ role, kind, url: urls[index] || placeholderUrl(kind, index + 1) }));

/** Only what tells the styles apart: the rest is the composer's to say. */
function refusalsOf(recipe: Recipe, inputs: readonly NamedInput[], host: ProviderHost, apiStyle: ApiStyle): RequestProblem[] {
  const on = (style: ApiStyle) => findRequestProblems(draft, surfaceOf({ host, apiStyle: style }));
  const draft = {
    ...recipe,
    inputs: inputs.map(({ role, kind, assetId, durationMs, sizeBytes }) => ({
      role,
      kind,
      assetId: assetId ?? "",
      durationMs,
      sizeBytes,
      status: "ready" as const,
    })),
  };
  if (HOSTS[host].styles.length === 1) return [];
  const others = HOSTS[host].styles.filter((style) => style !== apiStyle).flatMap(on);
  return on(apiStyle).filter((problem) => !others.some((other) => other.code === problem.code));
}
