import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { fullPrompt } from "@/lib/models/preamble";
import { db } from "@/lib/platform/db/client";
import { lookOf } from "@/lib/teams/look";
import type { TeamLook } from "@/lib/teams/view";
import { filmCopyOf, ringForCopy } from "../copies/guest-copy";
import { readCopies } from "../copies/read-copies";
import { MOST_SHARED_CLIPS } from "../limits";
import { clipsOf } from "../copies/clips-of";
import { type Film, findFilm } from "./find-film";
import { findLiveShare, type Guest, isLocked, type LiveShare } from "./find-share";
import type { SharedClip, SharedFilm, SharedView } from "../view";

/** What a guest sees behind a link: nothing, a question for the passphrase, or what it shows. */
export type Opened = { kind: "locked"; team: TeamLook } | { kind: "open"; share: LiveShare; view: SharedView };

/** Null: revoked, over, in the trash, or never there; all alike. */
export async function openShare(guest: Guest): Promise<Opened | null> {
  const share = await findLiveShare(guest);
  if (!share) return null;
  const team = await lookOf(share.teamId);
  if (isLocked(share, guest)) return { kind: "locked", team };
  const film = await findFilm(share);
  const clips = await readClips(share, film !== null);
  // All of it is in the trash: it can come back, and the link works again.
  if (clips.length === 0 && !film) return null;
  const view: SharedView = {
    ...{ title: share.title || share.sequence?.name || "", team, expiresAt: share.expiresAt.toISOString() },
    allowsComments: share.allowsComments,
    film: film && (await filmOf(share, film)),
    clips: film ? clips.map((clip) => ({ ...clip, plays: false, isPreparing: false, part: null, canDownload: false })) : clips,
  };
  return { kind: "open", share, view };
}

async function filmOf(share: LiveShare, { id, width, height, isUnlabelled, marks }: Film): Promise<SharedFilm> {
  const { variant, mark } = filmCopyOf(share);
  const isPreparing = variant === "watermarked" && !marks.includes(mark);
  if (isPreparing) await ringForCopy({ exportId: id }, { variant, mark });
  const state = isUnlabelled ? "unlabelled" : isPreparing ? "preparing" : "ready";
  return { width, height, state, canDownload: share.allowsDownload && state === "ready" };
}

interface Row {
  id: string;
  name: string | null;
  width: number | null;
  height: number | null;
  durationMs: number | null;
  hasPoster: boolean;
  hasCaptions: boolean;
  inFrame: number | null;
  outFrame: number | null;
  prompt: string;
  preamble: string;
  model: string;
  resolution: string;
  ratio: string;
  seconds: number | null;
  seed: bigint | null;
}

/** Its clips, in order; of a very large collection the first ones. A clip that a sequence shows twice is one, with the part that comes first. */
async function readClips(share: LiveShare, isInFilm: boolean): Promise<SharedClip[]> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT clip.id, clip.name, video.width, video.height, video.duration_ms AS "durationMs",
      EXISTS (SELECT 1 FROM files WHERE generation_id = clip.id AND variant = 'poster') AS "hasPoster",
      EXISTS (SELECT 1 FROM captions WHERE generation_id = clip.id AND text <> '') AS "hasCaptions",
      placed.in_frame AS "inFrame", placed.out_frame AS "outFrame", clip.prompt, clip.preamble, clip.model,
      coalesce(clip.actual_resolution, clip.resolution) AS resolution, coalesce(clip.actual_ratio, clip.ratio) AS ratio,
      coalesce(clip.actual_duration, clip.duration_seconds) AS seconds, coalesce(clip.actual_seed, clip.seed) AS seed
    FROM (${clipsOf(share)}) AS shown JOIN generations AS clip ON clip.id = shown.id
      JOIN files AS video ON video.generation_id = clip.id AND video.variant = 'video' AND video.trashed_at IS NULL
      LEFT JOIN sequence_items AS placed ON placed.sequence_id = ${share.sequenceId}::uuid AND placed.position = shown.position
    ORDER BY shown.position LIMIT ${MOST_SHARED_CLIPS}`;
  const copies = isInFilm ? null : await readCopies(share);
  return rows.map((row) => ({
    ...{ id: row.id, name: row.name, width: row.width ?? 16, height: row.height ?? 9, hasPoster: row.hasPoster },
    hasCaptions: row.hasCaptions && !isInFilm,
    seconds: (row.durationMs ?? (row.seconds ?? 0) * 1000) / 1000,
    ...{ plays: !isInFilm, isPreparing: copies !== null && !copies.get(row.id)?.isReady },
    part:
      row.inFrame === null || row.outFrame === null
        ? null
        : { from: row.inFrame / FRAMES_PER_SECOND, to: row.outFrame / FRAMES_PER_SECOND },
    canDownload: share.allowsDownload && copies?.get(row.id)?.isReady === true,
    recipe: share.showsRecipe
      ? {
          ...{ prompt: fullPrompt(row), model: row.model, resolution: row.resolution, ratio: row.ratio, seconds: row.seconds },
          seed: row.seed === null ? null : String(row.seed),
        }
      : null,
  }));
}
