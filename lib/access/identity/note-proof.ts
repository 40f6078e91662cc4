import { db } from "@/lib/platform/db/client";

/** In this session its person has just shown who they are. */
export async function noteSessionProof(sessionId: string): Promise<void> {
  await db.session.update({ where: { id: sessionId }, data: { provenAt: new Date() } });
}
