"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { roleMay } from "@/lib/access/permissions";
import type { GalleryPlace } from "../gallery-place";
import { favouritesQuery } from "./favourites-query";
import type { Marking } from "./mark-keys";
import { useMarkActions } from "./use-mark-actions";

/** What this person may say of the clips of a project. */
export function useMarking(place: GalleryPlace): Marking {
  const actions = useMarkActions(place);
  const { data: favourites } = useQuery(favouritesQuery(place.team, place.project.slug));
  const { role } = place.user;
  return useMemo(
    () => ({ actions, favourites: new Set(favourites), mayMark: roleMay(role, "generations.mark") }),
    [actions, favourites, role],
  );
}
