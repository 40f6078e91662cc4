"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ListVideo } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useTranslations } from "use-intl";
import type { GalleryPlace } from "@/components/clip/gallery-place";
import { useKey } from "@/components/data/use-key";
import { useAction } from "@/components/data/use-action";
import { sequencesQuery } from "@/components/sequences/query-options";
import { Button, buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { toast } from "@/components/ui/toast-store";
import type { CardView } from "@/lib/generations/view";
import { addClipsAction, createSequenceAction } from "@/lib/sequences/actions";
import { paths } from "@/lib/shared/paths";

/** Puts the chosen clips one after the other: into a new sequence, or at the end of one that there is. */
export function SequenceMenu({ views, place: { team, project } }: { views: readonly CardView[]; place: GalleryPlace }) {
  const t = useTranslations("marks.sequence");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const { keyOf, forget } = useKey();
  const [isWanted, setWanted] = useState(false);
  const { data: sequences } = useQuery({ ...sequencesQuery(team, project.slug), enabled: isWanted });
  const clips = views.map(({ id }) => id);
  const show = (id: string): void => router.push(paths.sequences(team, project.slug, id));
  const want = (): void => setWanted(true);
  const create = (): void =>
    run(
      () => createSequenceAction(team, { id: keyOf(`new ${clips.join()}`), projectId: project.id, name: t("untitled"), clips }),
      ({ id }) => show(id),
    );
  const add = (id: string, name: string): void =>
    run(
      () => addClipsAction(team, { id, key: keyOf(id), clips }),
      () => {
        forget();
        toast({ title: t("added", { name, count: clips.length }), action: { label: t("show"), onClick: () => show(id), leads: true } });
      },
    );
  return (
    <>
      <Button variant="quiet" pending={pending} title={t("new")} onClick={create}>
        <ListVideo aria-hidden="true" />
        <span className="max-[90rem]:sr-only">{t("new")}</span>
      </Button>
      <Menu>
        <MenuTrigger
          className={buttonVariants({ variant: "quiet", size: "icon" })}
          aria-label={t("add")}
          title={t("add")}
          onPointerDown={want}
          onFocus={want}
        >
          <ChevronDown aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("add")} className="max-w-72">
          {sequences?.map(({ id, name }) => (
            <MenuItem key={id} onSelect={() => add(id, name)}>
              <span dir="auto" className="truncate">
                {name}
              </span>
            </MenuItem>
          ))}
          {sequences?.length === 0 && <p className="p-2 text-sm text-quiet">{t("none")}</p>}
        </MenuContent>
      </Menu>
      {error && (
        <p role="alert" className="px-2 text-sm text-failed">
          {error}
        </p>
      )}
    </>
  );
}
