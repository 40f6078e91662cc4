"use client";

import { useRouter } from "next/navigation";
import { type ChangeEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Button, buttonVariants } from "@/components/ui/button";
import { FieldError } from "@/components/ui/field";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { saveLookAction } from "@/lib/teams/actions";
import { MOST_LOGO_BYTES } from "@/lib/teams/limits";
import type { TeamLook } from "@/lib/teams/view";

/** Where somebody begins to choose who has no colour yet. */
const FIRST_ACCENT = "#3366cc";

/** How a team shows itself to guests: its logo, and its colour. */
export function TeamLookForm({ team, look }: { team: string; look: TeamLook }) {
  const t = useTranslations("teams.look");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const [accent, setAccent] = useState(look.accent);
  const [tooLarge, setTooLarge] = useState(false);
  const save = (logo?: string | null): void =>
    run(
      () => saveLookAction(team, { accent, ...(logo !== undefined && { logo }) }),
      () => {
        toast({ title: t("saved") });
        router.refresh();
      },
    );
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? [];
    if (!file) return;
    setTooLarge(file.size > MOST_LOGO_BYTES);
    if (file.size <= MOST_LOGO_BYTES) save(await asBase64(file));
    // The same file may be chosen once more.
    target.value = "";
  };
  return (
    <div data-slot="team-look" className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        {look.logo && (
          <img
            src={paths.api.teamLogo(team, look.logo.version)}
            alt={t("logo")}
            width={look.logo.width}
            height={look.logo.height}
            className="h-10 w-auto max-w-48 object-contain"
          />
        )}
        <label
          className={cn(buttonVariants(), "cursor-pointer focus-within:outline-2 focus-within:outline-offset-2 focus-within:outline-focus")}
        >
          {t(look.logo ? "replace" : "choose")}
          <input
            type="file"
            accept="image/png,image/jpeg,image/webp,image/avif"
            className="sr-only"
            onChange={(event) => void choose(event)}
          />
        </label>
        {look.logo && (
          <Button variant="quiet" pending={pending} onClick={() => save(null)}>
            {t("remove")}
          </Button>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <Switch
          label={t("own")}
          checked={accent !== null}
          onCheckedChange={(isOn) => setAccent(isOn ? (look.accent ?? FIRST_ACCENT) : null)}
        />
        {accent !== null && (
          <label className="flex items-center gap-2 text-sm">
            {t("accent")}
            <input
              type="color"
              value={accent}
              onChange={({ target }) => setAccent(target.value)}
              className="h-control w-14 cursor-pointer rounded-md border border-line-strong bg-surface p-1"
            />
          </label>
        )}
        <Button variant="primary" pending={pending} disabled={accent === look.accent} className="ml-auto" onClick={() => save()}>
          {t("save")}
        </Button>
      </div>
      <FieldError>{tooLarge ? t("tooLarge") : error}</FieldError>
    </div>
  );
}

const asBase64 = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^data:[^,]*,/, ""));
    reader.onerror = () => reject(reader.error ?? new Error("unread"));
    reader.readAsDataURL(file);
  });
