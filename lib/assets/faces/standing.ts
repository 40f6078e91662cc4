import type { Asset } from "@/lib/platform/db/generated/client";
import type { FacesView } from "./view";

type Row = Pick<Asset, "kind" | "faces" | "facesLookedAt" | "facesAcceptedAt" | "trustedUntil"> & { realPerson: { name: string } | null };

/** What is to be said of faces in a picture. @param isWanted whether anybody looks, here and for this person */
export function standingOf(row: Row, isWanted: boolean, now: Date): FacesView | null {
  const { kind, faces, facesLookedAt, facesAcceptedAt, trustedUntil, realPerson } = row;
  if (trustedUntil && trustedUntil > now) return { state: "trusted", until: trustedUntil.toISOString() };
  if (realPerson) return { state: "person", name: realPerson.name };
  if (!isWanted || kind !== "image") return null;
  if (facesLookedAt === null) return { state: "looking" };
  if (!faces) return null;
  return facesAcceptedAt === null ? { state: "seen", count: faces } : { state: "accepted" };
}

/** Until somebody has said what is to be done with it, a picture stays here. A press of Generate says so as well. */
export const isHeld = (standing: FacesView | null): boolean => standing?.state === "looking" || standing?.state === "seen";
