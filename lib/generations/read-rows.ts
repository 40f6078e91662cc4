import type { AssetKind, InputRole, Mode } from "@/lib/models/catalog";
import type { AssetRow } from "@/lib/assets/view";
import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";
import { type RecipeColumns, recipeSchema } from "@/lib/recipes/recipe";
import type { GenerationStatus } from "./lifecycle";
import { type AgainView, type AttemptOutcome, CARD_PROMPT_LENGTH } from "./view";

/** What a card is made of. What comes in JSON has its times as text. */
export interface CardRow {
  id: string;
  projectId: string;
  status: GenerationStatus;
  revision: number;
  prompt: string;
  mode: Mode;
  model: string;
  resolution: string;
  ratio: string;
  durationSeconds: number | null;
  seed: bigint | null;
  sound: boolean;
  estimatedMicros: number | null;
  actualResolution: string | null;
  actualRatio: string | null;
  actualDuration: number | null;
  actualSeed: bigint | null;
  actualTokens: number | null;
  actualMicros: number | null;
  waitingFor: string | null;
  apiStyle: string | null;
  providerTaskId: string | null;
  errorCode: string | null;
  errorDetail: unknown;
  createdAt: Date;
  sentAt: Date | null;
  acceptedAt: Date | null;
  startedAt: Date | null;
  succeededAt: Date | null;
  nextActionAt: Date | null;
  authorId: string;
  authorName: string;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  /** As readFileFacts reads it. */
  facts: unknown;
  isDamaged: boolean;
  hasPoster: boolean;
  inputs: readonly { role: InputRole; id: string; kind: AssetKind; width: number | null; height: number | null }[] | null;
  /** Its part of the ledger; left out of a card that ended well, which says nothing of it. */
  attempts: readonly AttemptRow[] | null;
  again: AgainView | null;
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
  inputs: readonly (AssetRow & { role: InputRole })[] | null;
  estimatedTokens: number;
  providerModel: string | null;
  finishedAt: Date | null;
  sizeBytes: bigint | null;
  hasLastFrame: boolean;
}

const column = (name: string): Prisma.Sql => Prisma.raw(`g.${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)} AS "${name}"`);

const CARD_NAMES = (
  "id projectId revision mode model resolution ratio durationSeconds seed sound estimatedMicros actualResolution actualRatio actualDuration " +
  "actualSeed actualTokens actualMicros waitingFor apiStyle providerTaskId errorCode errorDetail createdAt sentAt acceptedAt startedAt " +
  "succeededAt nextActionAt"
).split(" ");
const CARD_COLUMNS = Prisma.join(CARD_NAMES.map(column));
const CLIP_COLUMNS = Prisma.join(
  [...Object.keys(recipeSchema.shape), "estimatedTokens", "providerModel", "finishedAt"]
    .filter((name) => !CARD_NAMES.includes(name))
    .map(column),
);

const JOINED = Prisma.sql`
  g.status::text AS status, author.id AS "authorId", author.name AS "authorName", video.width, video.height,
  video.duration_ms AS "durationMs", video.facts,
  video.damaged_at IS NOT NULL AS "isDamaged", poster.id IS NOT NULL AS "hasPoster"`;

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
  LEFT JOIN files AS poster ON poster.generation_id = g.id AND poster.variant = 'poster'`;

/** The cards that `where` picks, in one statement. `g` is the generation. */
export const readCardRows = (where: Prisma.Sql, order: Prisma.Sql = Prisma.empty): Promise<CardRow[]> => db.$queryRaw<CardRow[]>`
  SELECT ${CARD_COLUMNS}, ${JOINED}, left(g.prompt, ${CARD_PROMPT_LENGTH + 1}::int) AS prompt, ${inputs(Prisma.empty)} AS inputs,
    CASE WHEN g.status <> 'ready' THEN ${ATTEMPTS} END AS attempts, CASE WHEN g.status = 'uncertain' THEN ${AGAIN} END AS again
  FROM ${TABLES} WHERE ${where} ${order}`;

const ASSET = Prisma.sql`, 'status', asset.status, 'name', asset.name, 'mimeType', asset.mime_type, 'sizeBytes', asset.size_bytes,
  'durationMs', asset.duration_ms, 'errorCode', asset.error_code, 'errorValues', asset.error_values,
  'sourceWidth', asset.source_width, 'sourceHeight', asset.source_height`;

/** All of one generation of a team that was not deleted, in one statement. */
export async function findClipRow(teamId: string, id: string): Promise<ClipRow | null> {
  const [row] = await db.$queryRaw<ClipRow[]>`
    SELECT ${CARD_COLUMNS}, ${CLIP_COLUMNS}, ${JOINED}, video.bytes AS "sizeBytes",
      EXISTS (SELECT 1 FROM files WHERE files.generation_id = g.id AND files.variant = 'lastFrame') AS "hasLastFrame",
      ${inputs(ASSET)} AS inputs, ${ATTEMPTS} AS attempts, ${AGAIN} AS again
    FROM ${TABLES} WHERE g.id = ${id}::uuid AND g.team_id = ${teamId}::uuid AND g.deleted_at IS NULL`;
  return row ?? null;
}
