import type { Actor } from "@/lib/access/callers/actor";
import { type FixedRatio, OUTPUT_PIXELS, RESOLUTIONS, type Resolution } from "@/lib/models/catalog";
import { nearestRatio } from "@/lib/models/choices";
import { type Tx, withTransaction } from "@/lib/platform/db/client";
import { publish } from "@/lib/platform/events/publish";
import { findOpenProject } from "@/lib/projects/open-project";
import { AppError } from "@/lib/shared/errors";
import { getSequence } from "./queries";
import type { CreateSequenceInput } from "./schema";
import type { SequenceView } from "./view";
import { type PlacedClip, placeClips, writeItems } from "./write-items";

/** Sequences that a project may have: nobody finds their way among more. */
const MOST_SEQUENCES = 500;

/**
 * A new sequence of these clips, in order of their creation and in the shape of the first; of none it is empty. A name that is taken gets a
 * number. The same press once more finds what it made.
 * @throws AppError not-found, project-archived, nothing-to-show, too-many-sequences
 */
export async function createSequence(actor: Actor, { id, projectId, name, clips }: CreateSequenceInput): Promise<SequenceView> {
  const { teamId, userId } = actor;
  await withTransaction(async (tx) => {
    await findOpenProject(tx, actor, projectId);
    // One at a time in a project: names and the limit are counted.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`dailies.sequences ${projectId}`}))`;
    const known = await tx.sequence.findUnique({ where: { id }, select: { teamId: true, projectId: true } });
    if (known?.teamId === teamId && known.projectId === projectId) return;
    if (known) throw new AppError("idempotency-mismatch");
    const placed = await placeClips(tx, teamId, clips);
    const row = { id, teamId, projectId, createdById: userId, name: await freeName(tx, projectId, name), ...formatOf(placed[0]) };
    await tx.sequence.create({ data: row });
    await writeItems(
      tx,
      row,
      placed.map(({ item }) => item),
    );
    await publish(tx, { teamId, kind: "sequence", id });
  });
  return getSequence(actor, id);
}

async function freeName(tx: Tx, projectId: string, name: string): Promise<string> {
  const taken = new Set((await tx.sequence.findMany({ where: { projectId }, select: { name: true } })).map((row) => row.name));
  if (taken.size >= MOST_SEQUENCES) throw new AppError("too-many-sequences");
  for (let number = 1; ; number++) {
    const wanted = number === 1 ? name : `${name} ${number}`;
    if (!taken.has(wanted)) return wanted;
  }
}

/** The ratio and the resolution that come nearest to a clip; without one what most clips are made in. */
function formatOf(clip: PlacedClip | undefined): { ratio: FixedRatio; resolution: Resolution } {
  if (!clip?.width || !clip.height) return { ratio: "16:9", resolution: "720p" };
  const { width, height } = clip;
  const ratio = nearestRatio(width, height);
  const distance = (resolution: Resolution): number => {
    const [w, h] = OUTPUT_PIXELS[resolution][ratio];
    return Math.abs(Math.log((w * h) / (width * height)));
  };
  return { ratio, resolution: RESOLUTIONS.toSorted((a, b) => distance(a) - distance(b))[0]! };
}
