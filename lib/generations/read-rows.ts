import type { AssetKind, InputRole } from "@/lib/models/catalog";
import type { ElementRef } from "@/lib/assets/elements/view";
import type { AssetRow } from "@/lib/assets/view";
import { db } from "@/lib/platform/db/client";
import { type Generation, Prisma } from "@/lib/platform/db/generated/client";
import type { FileVariant } from "@/lib/platform/db/generated/enums";
import { type RecipeColumns, recipeSchema } from "@/lib/recipes/recipe";
import { FAILED_STATUSES } from "./lifecycle";
import { statusIn } from "./status-sql";
import { type AgainView, type AttemptOutcome, CARD_PROMPT_LENGTH, type CheckView } from "./view";

const CARD_NAMES = [
  ...["id", "projectId", "revision", "mode", "model", "resolution", "ratio", "durationSeconds", "seed", "sound", "estimatedMicros"],
  ...["actualResolution", "actualRatio", "actualDuration", "actualSeed", "actualTokens", "actualMicros", "waitingFor", "apiStyle"],
  ...["providerTaskId", "errorCode", "errorDetail", "createdAt", "sentAt", "acceptedAt", "startedAt", "succeededAt", "nextActionAt"],
  ...["name", "take", "rating", "verdict", "lockedAt"],
] as const satisfies readonly (keyof Generation)[];

/** What a card is made of. What comes in JSON has its times as text. */
export interface CardRow extends Pick<Generation, (typeof CARD_NAMES)[number] | "status" | "prompt"> {
  authorId: string;
  authorName: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** As readFileFacts reads it. */
  facts: unknown;
  isDamaged: boolean;
  /** Which files it has. */
  variants: readonly FileVariant[] | null;
  /** Whole, where a rule of ours may word it otherwise. */
  refusedPrompt: string | null;
  inputs: readonly { role: InputRole; id: string; kind: AssetKind; width: number | null; height: number | null }[] | null;
  /** Its part of the ledger; left out of a card that ended well, which says nothing of it. */
  attempts: readonly AttemptRow[] | null;
  again: AgainView | null;
  /** Of one that ended without a clip: another was made from it. */
  isRetried: boolean;
  labels: readonly { name: string; isTag: boolean }[] | null;
  openComments: number;
  /** How many clips of its recipe there are, itself among them; null of one that is the only run, or no clip. */
  takes: number | null;
  /** As readFindings reads it; null: it was not looked through yet. */
  findings: unknown;
  isDismissed: boolean;
}

export interface AttemptRow {
  number: number;
  state: AttemptOutcome;
  sentAt: string;
  isForeign: boolean;
  looks: number;
  detail: Prisma.JsonValue;
}

/** What else the viewer shows. */
export interface ClipRow extends Omit<CardRow, "inputs" | keyof RecipeColumns>, RecipeColumns {
  inputs: readonly (AssetRow & { role: InputRole; element: ElementRef | null })[] | null;
  estimatedTokens: number;
  providerModel: string | null;
  finishedAt: Date | null;
  sizeBytes: bigint | null;
  note: string;
  check: Pick<CheckView, "state" | "peaks"> | null;
}

const column = (name: string): Prisma.Sql => Prisma.raw(`g.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`);

const CARD_COLUMNS = Prisma.join(CARD_NAMES.map(column));
const CLIP_COLUMNS = Prisma.join(
  [...Object.keys(recipeSchema.shape), "estimatedTokens", "providerModel", "finishedAt", "note"]
    .filter((name) => !CARD_NAMES.some((known) => known === name))
    .map(column),
);

const JOINED = Prisma.sql`
  g.status::text AS status, author.id AS "authorId", author.name AS "authorName", video.width, video.height,
  video.duration_ms AS "durationMs", video.facts, CASE WHEN g.status = 'refused' THEN g.prompt END AS "refusedPrompt",
  video.damaged_at IS NOT NULL AS "isDamaged", (SELECT json_agg(files.variant) FROM files WHERE files.generation_id = g.id) AS variants,
  g.${statusIn(...FAILED_STATUSES)}
    /* EXISTS would be answered by reading the whole table once. */ AND (SELECT later.id FROM generations AS later WHERE later.made_from_id = g.id LIMIT 1) IS NOT NULL AS "isRetried",
  (SELECT json_agg(json_build_object('name', labels.name, 'isTag', labels.project_id IS NULL) ORDER BY labels.key)
   FROM clip_labels JOIN labels ON labels.id = clip_labels.label_id WHERE clip_labels.generation_id = g.id) AS labels,
  (SELECT count(*)::int FROM comments
   WHERE comments.generation_id = g.id AND parent_id IS NULL AND resolved_at IS NULL AND comments.deleted_at IS NULL) AS "openComments",
  CASE WHEN g.take IS NOT NULL AND g.status = 'ready' THEN (SELECT count(*)::int FROM generations AS run
    WHERE run.project_id = g.project_id AND run.recipe_key = g.recipe_key AND run.deleted_at IS NULL AND run.status = 'ready') END AS takes,
  clip_checks.findings, clip_checks.dismissed_at IS NOT NULL AS "isDismissed"`;

const ATTEMPTS = Prisma.sql`(
  SELECT json_agg(json_build_object('number', number, 'state', state, 'sentAt', sent_at, 'isForeign', is_foreign, 'looks', looks, 'detail', detail) ORDER BY number)
  FROM attempts WHERE attempts.generation_id = g.id)`;

const AGAIN = Prisma.sql`(
  SELECT json_build_object('by', users.name, 'at', again.created_at, 'id', CASE WHEN again.deleted_at IS NULL THEN again.id END)
  FROM generations AS again JOIN users ON users.id = again.created_by_id WHERE again.again_of_id = g.id)`;

const inputs = (asset: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_agg(json_build_object('role', role, 'id', asset.id, 'kind', asset.kind, 'width', asset.width, 'height', asset.height ${asset}) ORDER BY position)
  FROM generation_inputs JOIN assets AS asset ON asset.id = generation_inputs.asset_id WHERE generation_inputs.generation_id = g.id)`;

const TABLES = Prisma.sql`
  generations AS g JOIN users AS author ON author.id = g.created_by_id
  LEFT JOIN files AS video ON video.generation_id = g.id AND video.variant = 'video'
  LEFT JOIN clip_checks ON clip_checks.generation_id = g.id`;

/** The cards that `where` picks, in one statement. `g` is the generation. */
export const readCardRows = (where: Prisma.Sql, order: Prisma.Sql = Prisma.empty): Promise<CardRow[]> => db.$queryRaw<CardRow[]>`
  SELECT ${CARD_COLUMNS}, ${JOINED}, left(g.prompt, ${CARD_PROMPT_LENGTH + 1}::int) AS prompt, ${inputs(Prisma.empty)} AS inputs,
    CASE WHEN g.status <> 'ready' THEN ${ATTEMPTS} END AS attempts, CASE WHEN g.status = 'uncertain' THEN ${AGAIN} END AS again
  FROM ${TABLES} WHERE ${where} ${order}`;

/**
 * The runs of this one's recipe that are ready or on their way, the newest first; null where there is no such clip in the team. Those
 * of before keys were kept are known by the hash of their request, until their recipe is run again and gives them its key.
 */
export async function readTakeIds(teamId: string, id: string, most: number): Promise<string[] | null> {
  const [one] = await db.$queryRaw<{ projectId: string; key: string | null; hash: string }[]>`
    SELECT project_id AS "projectId", recipe_key AS key, request_hash AS hash FROM generations
    WHERE id = ${id}::uuid AND team_id = ${teamId}::uuid AND deleted_at IS NULL`;
  if (!one) return null;
  const isRun = one.key === null ? Prisma.sql`request_hash = ${one.hash} AND recipe_key IS NULL` : Prisma.sql`recipe_key = ${one.key}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT id FROM generations
    WHERE project_id = ${one.projectId}::uuid AND ${isRun} AND deleted_at IS NULL AND (next_action_at IS NOT NULL OR ${statusIn("ready")})
    ORDER BY created_at DESC, id DESC LIMIT ${most}`;
  return rows.map((row) => row.id);
}

const ASSET = Prisma.sql`, 'status', asset.status, 'name', asset.name, 'mimeType', asset.mime_type, 'sizeBytes', asset.size_bytes,
  'durationMs', asset.duration_ms, 'errorCode', asset.error_code, 'errorValues', asset.error_values,
  'sourceWidth', asset.source_width, 'sourceHeight', asset.source_height,
  'element', (SELECT json_build_object('id', elements.id, 'versionId', version.id, 'name', version.name, 'text', version.text,
      'consentUntil', elements.consent_until)
    FROM element_versions AS version JOIN elements ON elements.id = version.element_id WHERE version.id = generation_inputs.element_version_id)`;

const CHECK = Prisma.sql`CASE WHEN clip_checks.generation_id IS NOT NULL THEN json_build_object(
  'state', CASE WHEN clip_checks.next_at IS NOT NULL THEN 'waiting' WHEN clip_checks.checked_at IS NULL THEN 'failed' ELSE 'done' END,
  'peaks', encode(clip_checks.peaks, 'base64')) END`;

/** All of one generation of a team that was not deleted, in one statement. */
export async function findClipRow(teamId: string, id: string): Promise<ClipRow | null> {
  const [row] = await db.$queryRaw<ClipRow[]>`
    SELECT ${CARD_COLUMNS}, ${CLIP_COLUMNS}, ${JOINED}, video.bytes AS "sizeBytes",
      ${CHECK} AS check, ${inputs(ASSET)} AS inputs, ${ATTEMPTS} AS attempts, ${AGAIN} AS again
    FROM ${TABLES} WHERE g.id = ${id}::uuid AND g.team_id = ${teamId}::uuid AND g.deleted_at IS NULL`;
  return row ?? null;
}
