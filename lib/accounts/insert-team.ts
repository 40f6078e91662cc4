import { loadMessages } from "@/lib/i18n/load-messages";
import type { Locale } from "@/lib/i18n/config";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/shared/ids";
import { freeSlug, slugOf } from "@/lib/shared/slug";
import { createTranslator } from "use-intl/core";
import type { HomeView } from "./view";

/** What the first team and each first project are called until somebody renames them, in the language of whoever makes them. */
export async function defaultNames(locale: Locale): Promise<{ team: string; project: string }> {
  const t = createTranslator({ locale, messages: await loadMessages(locale, ["defaults"]), namespace: "defaults" });
  return { team: t("team"), project: t("project") };
}

/** A team with its first project, owned by this person. Of two who take the same slug at once the second is a unique violation. */
export async function insertTeam(tx: Tx, userId: string, names: { team: string; project: string }): Promise<HomeView> {
  const wanted = slugOf(names.team) || "team";
  const alike = await tx.team.findMany({ where: { slug: { startsWith: wanted } }, select: { slug: true } });
  const team = await tx.team.create({
    data: {
      id: newId(),
      slug: freeSlug(wanted, new Set(alike.map(({ slug }) => slug))),
      name: names.team,
      memberships: { create: { userId, role: "owner" } },
      projects: { create: { id: newId(), slug: slugOf(names.project) || "project-1", name: names.project } },
    },
    select: { slug: true, projects: { select: { slug: true } } },
  });
  return { team: team.slug, project: team.projects[0]?.slug ?? null };
}
