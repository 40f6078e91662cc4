import { findLabelled, ringForLabelled } from "@/lib/generations/copies/labelled-copy";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { fullPrompt } from "@/lib/models/preamble";
import { db } from "@/lib/platform/db/client";
import { isMarkedForChina, type LabelPolicy } from "@/lib/projects/label-policy";
import { lookOf } from "@/lib/teams/look";
import type { TeamLook } from "@/lib/teams/view";
import { MOST_SHARED_CLIPS } from "../limits";
import { clipsOf } from "./clips-of";
import { findFilm } from "./find-film";
import { findLiveShare, type Guest, isLocked, type LiveShare } from "./find-share";
import type { SharedClip, SharedView } from "../view";

/** What a guest sees behind a link: nothing, a question for the passphrase, or what it shows. */
export type Opened = { kind: "locked"; team: TeamLook } | { kind: "open"; share: LiveShare; view: SharedView };

/** Null: revoked, over, in the trash, or never there; all alike. */
export async function openShare(guest: Guest): Promise<Opened | null> {
  const share = await findLiveShare(guest);
  if (!share) return null;
  const team = await lookOf(share.teamId);
  if (isLocked(share, guest)) return { kind: "locked", team };
  const [film, clips] = await Promise.all([findFilm(share), readClips(share)]);
  // All of it is in the trash: it can come back, and the link works again.
  if (clips.length === 0 && !film) return null;
  const view: SharedView = {
    ...{ title: share.title || share.sequence?.name || "", team, expiresAt: share.expiresAt.toISOString() },
    allowsComments: share.allowsComments,
    film: film && { width: film.width, height: film.height, canDownload: share.allowsDownload && !film.isUnlabelled },
    clips: film ? clips.map((clip) => ({ ...clip, plays: null, part: null, canDownload: false })) : clips,
  };
  return { kind: "open", share, view };
}

interface Row {
  id: string;
  name: string | null;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  hasPoster: boolean;
  hasPreview: boolean;
  inFrame: number | null;
  outFrame: number | null;
  aiLabels: LabelPolicy;
  prompt: string;
  preamble: string;
  model: string;
  resolution: string;
  ratio: string;
  seconds: number | null;
  seed: bigint | null;
}

/** Its clips, in order; of a very large collection the first ones. A clip that a sequence shows twice is one, with the part that comes first. */
async function readClips(share: LiveShare): Promise<SharedClip[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT clip.id, clip.name, video.width, video.height, video.duration_ms AS "durationMs", project.ai_labels::text AS "aiLabels",
      EXISTS (SELECT 1 FROM files WHERE generation_id = clip.id AND variant = 'poster') AS "hasPoster",
      EXISTS (SELECT 1 FROM files WHERE generation_id = clip.id AND variant = 'preview') AS "hasPreview",
      placed.in_frame AS "inFrame", placed.out_frame AS "outFrame", clip.prompt, clip.preamble, clip.model,
      coalesce(clip.actual_resolution, clip.resolution) AS resolution, coalesce(clip.actual_ratio, clip.ratio) AS ratio,
      coalesce(clip.actual_duration, clip.duration_seconds) AS seconds, coalesce(clip.actual_seed, clip.seed) AS seed
    FROM (${clipsOf(share)}) AS shown JOIN generations AS clip ON clip.id = shown.id JOIN projects AS project ON project.id = clip.project_id
      JOIN files AS video ON video.generation_id = clip.id AND video.variant = 'video' AND video.trashed_at IS NULL
      LEFT JOIN sequence_items AS placed ON placed.sequence_id = ${share.sequenceId}::uuid AND placed.position = shown.position
    ORDER BY shown.position LIMIT ${MOST_SHARED_CLIPS}`;
  const waiting = share.allowsDownload ? await unlabelledOf(rows) : null;
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, width: row.width ?? 16, height: row.height ?? 9, hasPoster: row.hasPoster },
    seconds: (row.durationMs ?? (row.seconds ?? 0) * 1000) / 1000,
    plays: row.hasPreview ? "preview" : "video",
    part:
      row.inFrame === null || row.outFrame === null
        ? null
        : { from: row.inFrame / FRAMES_PER_SECOND, to: row.outFrame / FRAMES_PER_SECOND },
    canDownload: waiting !== null && !waiting.has(row.id),
    recipe: share.showsRecipe
      ? {
          ...{ prompt: fullPrompt(row), model: row.model, resolution: row.resolution, ratio: row.ratio, seconds: row.seconds },
          seed: row.seed === null ? null : String(row.seed),
        }
      : null,
  }));
}

/** Those whose labelled copies have to be made before they may be taken away; they are made from now on. */
async function unlabelledOf(rows: readonly Row[]): Promise<Set<string>> {
  const wanted = rows.flatMap(({ id, aiLabels }) => (isMarkedForChina(aiLabels) ? [id] : []));
  if (wanted.length === 0) return new Set();
  const made = await findLabelled(wanted);
  const waiting = wanted.filter((id) => !made.has(id));
  await ringForLabelled(waiting);
  return new Set(waiting);
}
