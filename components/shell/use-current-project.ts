"use client";

import { useParams } from "next/navigation";
import { useEffect } from "react";

export interface ProjectLink {
  slug: string;
  name: string;
  isArchived: boolean;
}

let lastSlug: string | null = null;

/** The project in the URL; on pages of the whole team the one that was open last, else the team's last used one. */
export function useCurrentProject<T extends ProjectLink>(projects: readonly T[]): { project: T | undefined; isOpen: boolean } {
  const { project: param } = useParams<{ project?: string }>();
  const open = param === undefined ? undefined : decodeURIComponent(param);
  useEffect(() => {
    if (open !== undefined) lastSlug = open;
  }, [open]);
  const slug = open ?? lastSlug;
  return { project: projects.find((project) => project.slug === slug) ?? projects[0], isOpen: open !== undefined };
}
