"use client";

import { PenLine } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { Button, buttonVariants } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger, usePopover } from "@/components/ui/popover";
import { CLIP_NAME_MAX_LENGTH } from "@/lib/generations/marks/limits";
import type { CardView } from "@/lib/generations/view";
import type { Marking } from "./mark-keys";

interface NameProps {
  views: readonly CardView[];
  marking: Marking;
}

/** What people call a clip, beside what was asked for. */
export function NamePopover(props: NameProps) {
  const t = useTranslations("marks");
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet", size: "icon" })} aria-label={t("name")} title={t("name")}>
        <PenLine aria-hidden="true" />
      </PopoverTrigger>
      <PopoverContent aria-label={t("name")} className="w-72" onOpenChange={setOpen}>
        {isOpen && <NameForm {...props} />}
      </PopoverContent>
    </Popover>
  );
}

function NameForm({ views, marking }: NameProps) {
  const t = useTranslations("marks");
  const { content } = usePopover();
  const names = new Set(views.map(({ marks }) => marks?.name ?? ""));
  const [name, setName] = useState(names.size === 1 ? [...names][0]! : "");
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        content.current?.hidePopover();
        void marking.actions.mark(views, { name: name.trim() === "" ? null : name });
      }}
    >
      <label className="flex flex-col gap-1.5 text-sm font-medium">
        {t("name")}
        <Input autoFocus value={name} maxLength={CLIP_NAME_MAX_LENGTH} onChange={({ target }) => setName(target.value)} dir="auto" />
      </label>
      <p className="text-xs text-quiet">{t("nameHint")}</p>
      <Button type="submit" className="self-end">
        {t("save")}
      </Button>
    </form>
  );
}
