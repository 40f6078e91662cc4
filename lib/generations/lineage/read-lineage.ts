import type { Actor } from "@/lib/access/callers/actor";
import { notHidden } from "@/lib/access/callers/in-sight";
import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/shared/errors";
import { countFrames } from "@/lib/shared/timecode";
import { cutPrompt } from "../view";
import { type Direction, type LinkRow, readLinks } from "./read-links";
import type { LineageClip, LineageInput, LineageLink, LineageNode, LineageView } from "./view";

/** So far, and so many links a step, at first and when somebody wants more. */
const SHORT = { steps: 2, most: 12 };
const LONG = { steps: 6, most: 60 };

/**
 * What a clip was made from and what it was used in, across the projects of its team. A clip stands once in each direction, at the
 * nearest place; what is in the trash is named, because it is where something comes from.
 * @throws AppError not-found
 */
export async function readLineage(actor: Actor, { id, more }: LineageInput): Promise<LineageView> {
  const { teamId } = actor;
  const clip = await db.generation.findFirst({
    where: { id, teamId, deletedAt: null, project: { deletedAt: null } },
    select: {
      project: { select: { slug: true } },
      inputs: {
        where: { asset: { fromGenerationId: null } },
        orderBy: { position: "asc" },
        select: { role: true, asset: { select: { id: true, name: true, kind: true } } },
      },
    },
  });
  if (!clip) throw new AppError("not-found");
  const [back, forth] = await Promise.all(
    (["madeFrom", "usedIn"] as const).map((direction) => walk(teamId, id, direction, more ? LONG : SHORT)),
  );
  const clips = await readClips(
    actor,
    [...back!.links, ...forth!.links].map((link) => link.id),
    id,
  );
  return {
    projectSlug: clip.project.slug,
    madeFrom: nodesOf(id, back!.links, "madeFrom", clips),
    usedIn: nodesOf(id, forth!.links, "usedIn", clips),
    files: clip.inputs.map(({ role, asset }) => ({ ...asset, role })),
    hasMore: back!.hasMore || forth!.hasMore,
  };
}

async function walk(teamId: string, id: string, direction: Direction, { steps, most }: typeof SHORT) {
  const links: LinkRow[] = [];
  const known = new Set([id]);
  let asked = [id];
  let hasMore = false;
  for (let step = 0; step < steps && asked.length > 0; step++) {
    const rows = await readLinks(teamId, asked, direction, most + 1);
    hasMore ||= rows.length > most;
    // Two of one step may lead to the same clip: it stands under the first.
    const under = new Map<string, string>();
    for (const row of rows.slice(0, most)) {
      if (known.has(row.id)) continue;
      if (!under.has(row.id)) under.set(row.id, row.of);
      if (under.get(row.id) === row.of) links.push(row);
    }
    asked = [...under.keys()];
    for (const one of asked) known.add(one);
  }
  const isLonger = async (): Promise<boolean> => (await readLinks(teamId, asked, direction, most)).some((row) => !known.has(row.id));
  return { links, hasMore: hasMore || (await isLonger()) };
}

interface KnownClip {
  clip: LineageClip;
  lastFrame: number;
}

/** Those that are linked and in sight, and the one whose frames may have gone into them. */
async function readClips(actor: Actor, ids: readonly string[], own: string): Promise<Map<string, KnownClip>> {
  const rows = await db.generation.findMany({
    where: { id: { in: [...new Set([...ids, own])] }, teamId: actor.teamId, projectId: notHidden(actor) },
    select: {
      ...{ id: true, prompt: true, name: true, take: true, deletedAt: true },
      project: { select: { slug: true, name: true, deletedAt: true } },
      files: { where: { variant: { in: ["video", "poster"] } }, select: { variant: true, durationMs: true } },
    },
  });
  return new Map(
    rows.map(({ id, prompt, name, take, deletedAt, files, project: { slug, name: projectName, deletedAt: projectDeletedAt } }) => {
      const isTrashed = deletedAt !== null || projectDeletedAt !== null;
      const hasPoster = !isTrashed && files.some(({ variant }) => variant === "poster");
      const lengthMs = files.find(({ variant }) => variant === "video")?.durationMs ?? Infinity;
      const clip = { id, prompt: cutPrompt(prompt), name, take, hasPoster, isTrashed, project: { slug, name: projectName } };
      return [id, { clip, lastFrame: countFrames(lengthMs / 1000, FRAMES_PER_SECOND) - 1 }];
    }),
  );
}

/** Links as a tree; two clips may be linked by more than one frame. */
function nodesOf(of: string, links: readonly LinkRow[], direction: Direction, clips: ReadonlyMap<string, KnownClip>): LineageNode[] {
  const nodes = new Map<string, LineageNode>();
  for (const link of links) {
    const known = clips.get(link.id);
    if (link.of !== of || !known) continue;
    const node = nodes.get(link.id) ?? { clip: known.clip, links: [], next: nodesOf(link.id, links, direction, clips) };
    node.links.push(linkOf(link, clips.get(direction === "madeFrom" ? link.id : of)?.lastFrame ?? Infinity));
    nodes.set(link.id, node);
  }
  return [...nodes.values()];
}

function linkOf({ role, frame, isTake }: LinkRow, lastFrame: number): LineageLink {
  if (role === null) return { kind: isTake ? "take" : "recipe" };
  if (frame === null) return { kind: "whole", role };
  return frame >= lastFrame ? { kind: "end", role } : { kind: "frame", frame, role };
}
