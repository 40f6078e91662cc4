"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { readingAddress, writeAddress } from "@/components/data/address";
import { useLiveReconnect, useLiveUpdates } from "@/components/data/live-updates";
import { SearchField } from "@/components/find/search-field";
import type { ProjectLink } from "@/components/shell/use-current-project";
import { Button } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { Plus } from "@/components/ui/icons";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { Actor } from "@/lib/access/callers/actor";
import { roleMay } from "@/lib/access/permissions";
import type { ElementView } from "@/lib/assets/elements/view";
import { nameKey } from "@/lib/shared/name-key";
import { usePlacing } from "../use-placing";
import { ElementCard } from "./element-card";
import { ElementDialog } from "./element-dialog";
import { elementsQuery } from "./element-queries";

interface ElementsProps {
  team: string;
  user: Pick<Actor, "userId" | "role">;
  elements: ElementView[];
  projects: readonly ProjectLink[];
}

const openInAddress = readingAddress((search) => search.get("element"));
const openElement = (id: string | null): void => writeAddress(["element"], id === null ? "" : `element=${id}`, { isTop: false });

/** What prompts of the team call by a name: found, made, changed and put into the composer. */
export function Elements({ team, user, elements: initial, projects }: ElementsProps) {
  const t = useTranslations("elements");
  const client = useQueryClient();
  const openId = useSyncExternalStore(openInAddress.subscribe, openInAddress.read, () => null);
  const [isNew, setNew] = useState(false);
  const [words, setWords] = useState("");
  const query = elementsQuery(team, initial);
  const { data: elements = [] } = useQuery(query);
  const look = (): void => void client.invalidateQueries({ queryKey: query.queryKey });
  useLiveUpdates("asset", look);
  useLiveReconnect(look);
  const { place } = usePlacing(team, projects);
  const mayManage = roleMay(user.role, "assets.manage");
  const wanted = nameKey(words).replace(/^@/, "");
  const shown = elements.filter(({ name, text }) => nameKey(`${name}\n${text}`).includes(wanted));
  const open = elements.find(({ id }) => id === openId) ?? null;
  const close = (): void => {
    setNew(false);
    openElement(null);
  };
  return (
    <section aria-label={t("title")} className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchField label={t("search")} hint={t("searchHint")} q={words} onLook={setWords} className="min-w-0 flex-1 sm:max-w-md" />
        {mayManage && (
          <Button aria-haspopup="dialog" onClick={() => setNew(true)}>
            <Plus aria-hidden="true" />
            {t("new")}
          </Button>
        )}
      </div>
      <VisuallyHidden role="status">{t("count", { count: shown.length })}</VisuallyHidden>
      {shown.length === 0 ? (
        <Empty>
          <EmptyTitle>{t(elements.length === 0 ? "empty.title" : "nothing.title")}</EmptyTitle>
          <EmptyDescription>{t(elements.length === 0 ? "empty.body" : "nothing.body")}</EmptyDescription>
        </Empty>
      ) : (
        <div className="grid grid-cols-[repeat(auto-fill,minmax(min(9rem,100%),1fr))] gap-3 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))]">
          {shown.map((element) => (
            <ElementCard key={element.id} element={element} onOpen={() => openElement(element.id)} />
          ))}
        </div>
      )}
      {(isNew || open) && (
        <ElementDialog
          key={open?.id ?? "new"}
          team={team}
          user={user}
          element={isNew ? null : open}
          onUse={roleMay(user.role, "generations.create") ? (element) => place(element.files, "references", element) : null}
          onClose={close}
        />
      )}
    </section>
  );
}
