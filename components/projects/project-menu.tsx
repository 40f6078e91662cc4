"use client";

import {
  Archive,
  ArchiveRestore,
  BadgeInfo,
  Copy,
  Ellipsis,
  FolderX,
  History,
  ListVideo,
  Lock,
  Pencil,
  Plug,
  Trash2,
} from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { Suspense, useState } from "react";
import { useTranslations } from "use-intl";
import { late } from "@/components/ui/late";
import { useChange } from "@/components/data/use-change";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { NameDialog } from "@/components/dialogs/name-dialog";
import { toast } from "@/components/ui/toast-store";
import { buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { deleteProjectAction } from "@/lib/generations/actions";
import { archiveProjectAction, renameProjectAction } from "@/lib/projects/actions";
import type { ProjectView } from "@/lib/projects/view";
import { duplicateProjectAction } from "@/lib/sequences/actions";
import { paths } from "@/lib/shared/paths";

const AccessDialog = late(async () => (await import("./access-dialog")).AccessDialog);
const WebhookDialog = late(async () => (await import("./webhook-dialog")).WebhookDialog);
const LabelsDialog = late(async () => (await import("./labels-dialog")).LabelsDialog);

/** What can be done with a project as a whole. */
export function ProjectMenu({ team, project }: { team: string; project: ProjectView }) {
  const t = useTranslations("projects");
  const router = useRouter();
  const [asking, setAsking] = useState<"rename" | "access" | "duplicate" | "labels" | "webhook" | "delete" | null>(null);
  const { change } = useChange();
  const { id, name, isArchived } = project;
  return (
    <>
      <Menu>
        <MenuTrigger aria-label={t("more", { name })} className={buttonVariants({ variant: "quiet", size: "icon" })}>
          <Ellipsis aria-hidden="true" />
        </MenuTrigger>
        <MenuContent aria-label={t("more", { name })} placement={{ align: "end" }}>
          {project.can.change && (
            <>
              <MenuItem onSelect={() => setAsking("rename")}>
                <Pencil aria-hidden="true" />
                {t("rename")}
              </MenuItem>
              {project.can.share && (
                <MenuItem onSelect={() => setAsking("access")}>
                  <Lock aria-hidden="true" />
                  {t("access.open")}
                </MenuItem>
              )}
              <MenuItem onSelect={() => setAsking("duplicate")}>
                <Copy aria-hidden="true" />
                {t("duplicate.open")}
              </MenuItem>
              <MenuItem onSelect={() => setAsking("labels")}>
                <BadgeInfo aria-hidden="true" />
                {t("labels.open")}
              </MenuItem>
              <MenuItem
                onSelect={() =>
                  change(
                    () => archiveProjectAction(team, { id, isArchived: !isArchived }),
                    t(isArchived ? "unarchived" : "archived", { name }),
                  )
                }
              >
                {isArchived ? <ArchiveRestore aria-hidden="true" /> : <Archive aria-hidden="true" />}
                {t(isArchived ? "unarchive" : "archive")}
              </MenuItem>
            </>
          )}
          <MenuLink href={paths.activity(team, project.slug)}>
            <History aria-hidden="true" />
            {t("activity")}
          </MenuLink>
          <MenuLink href={paths.sequences(team, project.slug)}>
            <ListVideo aria-hidden="true" />
            {t("sequences")}
          </MenuLink>
          <MenuLink href={paths.trash(team, project.slug)}>
            <Trash2 aria-hidden="true" />
            {t("trash")}
          </MenuLink>
          {project.can.webhook && (
            <MenuItem onSelect={() => setAsking("webhook")}>
              <Plug aria-hidden="true" />
              {t("webhook.open")}
            </MenuItem>
          )}
          {project.can.delete && (
            <>
              <MenuSeparator />
              <MenuItem tone="danger" onSelect={() => setAsking("delete")}>
                <FolderX aria-hidden="true" />
                {t("delete.label")}
              </MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      <NameDialog
        label={t("name")}
        open={asking === "rename"}
        onOpenChange={() => setAsking(null)}
        title={t("renameTitle")}
        submitLabel={t("rename")}
        hint={t("renameHint")}
        name={name}
        save={(given) => renameProjectAction(team, { id, name: given })}
        onSaved={() => {
          setAsking(null);
          router.refresh();
        }}
      />
      <NameDialog
        label={t("name")}
        open={asking === "duplicate"}
        onOpenChange={() => setAsking(null)}
        title={t("duplicate.title", { name })}
        submitLabel={t("duplicate.confirm")}
        hint={t("duplicate.hint")}
        name={t("duplicate.name", { name })}
        save={(given) => duplicateProjectAction(team, { id, name: given })}
        onSaved={(made) => router.push(paths.create(team, made.slug))}
      />
      <Suspense>
        {asking === "access" && (
          <AccessDialog
            team={team}
            project={project}
            onClose={() => setAsking(null)}
            onSaved={() => {
              setAsking(null);
              toast({ title: t("access.saved", { name }) });
              router.refresh();
            }}
          />
        )}
        {asking === "webhook" && <WebhookDialog team={team} project={project} onClose={() => setAsking(null)} />}
        {asking === "labels" && (
          <LabelsDialog
            team={team}
            project={project}
            onClose={() => setAsking(null)}
            onSaved={() => {
              setAsking(null);
              toast({ title: t("labels.saved", { name }) });
              router.refresh();
            }}
          />
        )}
      </Suspense>
      {/* Everybody's clips go with it, so it is asked first. */}
      <ConfirmDialog
        open={asking === "delete"}
        onClose={() => setAsking(null)}
        title={t("delete.title", { name })}
        body={t("delete.body")}
        confirm={t("delete.confirm")}
        call={() => deleteProjectAction(team, { id })}
        done={t("delete.done", { name })}
      />
    </>
  );
}
