"use client";

import { ChevronDown } from "@/components/ui/icons";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { buttonVariants } from "@/components/ui/button";
import { Field, FieldHint, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Switch } from "@/components/ui/switch";
import { NAME_PARTS, nameFrom, TEMPLATE_MAX_LENGTH } from "@/lib/generations/bundle/file-names";
import { EDIT_FORMATS } from "@/lib/handover/edit";
import { keepZipOptions, readZipOptions, type ZipOptions } from "./zip-options";

/** How files are called in a ZIP, and whether it brings along what they were made from, and timelines. */
export function ZipMenu() {
  const t = useTranslations("marks");
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover>
      <PopoverTrigger className={buttonVariants({ variant: "quiet", size: "icon" })} aria-label={t("zip.options")} title={t("zip.options")}>
        <ChevronDown aria-hidden="true" />
      </PopoverTrigger>
      <PopoverContent aria-label={t("zip.options")} className="w-88 max-w-[calc(100vw-1rem)]" onOpenChange={setOpen}>
        {isOpen && <Options />}
      </PopoverContent>
    </Popover>
  );
}

const EXAMPLE = {
  ...{
    number: "01",
    take: "take-3",
    date: "2026-11-29",
    time: "063000",
    seed: "78674",
    model: "seedance-2.0",
    resolution: "720p",
    id: "3f2a91bc",
  },
};

function Options() {
  const t = useTranslations("marks");
  const [options, setOptions] = useState(readZipOptions);
  const set = (change: Partial<ZipOptions>): void => {
    const next = { ...options, ...change };
    setOptions(next);
    keepZipOptions(next);
  };
  const words = {
    project: t("zip.example.project"),
    name: t("zip.example.name"),
    prompt: t("zip.example.name"),
    author: t("zip.example.author"),
  };
  return (
    <div className="flex flex-col gap-3">
      <Field>
        <Label>{t("zip.template")}</Label>
        <Input
          value={options.template}
          maxLength={TEMPLATE_MAX_LENGTH}
          spellCheck={false}
          onChange={({ target }) => set({ template: target.value })}
          className="font-mono text-xs"
        />
        <FieldHint>{t("zip.parts", { parts: NAME_PARTS.map((part) => `{${part}}`).join(" ") })}</FieldHint>
      </Field>
      <p dir="auto" className="text-xs [overflow-wrap:anywhere] text-quiet">
        {`${nameFrom(options.template, { ...EXAMPLE, ...words })}.mp4`}
      </p>
      <Switch checked={options.withInputs} onCheckedChange={(withInputs) => set({ withInputs })} label={t("zip.withInputs")} />
      <Switch
        className="text-start"
        checked={options.withTimelines}
        onCheckedChange={(withTimelines) => set({ withTimelines })}
        label={t("zip.withTimelines", { formats: EDIT_FORMATS.map((format) => format.toUpperCase()).join(", ") })}
      />
    </div>
  );
}
