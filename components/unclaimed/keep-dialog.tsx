"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { ConfirmDialog } from "@/components/dialogs/confirm-dialog";
import { Field, Label } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { keepAsClipAction } from "@/lib/generations/searching/tray/actions";
import type { TrayView, UnclaimedView } from "@/lib/generations/searching/tray/view";

interface KeepDialogProps {
  team: string;
  entry: UnclaimedView;
  projects: TrayView["projects"];
  onClose: () => void;
}

/** "Keep it as a clip": in which project. */
export default function KeepDialog({ team, entry, projects, onClose }: KeepDialogProps) {
  const t = useTranslations("unclaimed.keep");
  const [projectId, setProjectId] = useState(projects[0]?.id);
  return (
    <ConfirmDialog
      title={t("title")}
      body={t("body")}
      confirm={t("confirm")}
      variant="primary"
      done={t("done")}
      call={projectId === undefined ? null : () => keepAsClipAction(team, { id: entry.id, projectId })}
      onClose={onClose}
    >
      <Field>
        <Label>{t("project")}</Label>
        <Select value={projectId} onChange={(event) => setProjectId(event.target.value)}>
          {projects.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
    </ConfirmDialog>
  );
}
