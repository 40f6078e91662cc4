"use client";

import { Paperclip, X } from "@/components/ui/icons";
import { useMemo } from "react";
import { useTranslations } from "use-intl";
import { AssetPicture } from "@/components/assets/asset-picture";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuTrigger } from "@/components/ui/menu";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { usedInputs } from "@/lib/models/request";
import { useComposerState, useEngine } from "../engine/composer-context";
import type { ComposerInput } from "../engine/composer-state";

/** What the present mode cannot use waits behind one button, small and dim, and comes back with its mode. */
export function ParkedFiles() {
  const t = useTranslations("composer.parked");
  const inputs = useComposerState((state) => state.inputs);
  const mode = useComposerState((state) => state.mode);
  const parked = useMemo(() => {
    const used = new Set(usedInputs(mode, inputs));
    return inputs.filter((input) => !used.has(input));
  }, [mode, inputs]);
  if (parked.length === 0) return null;
  return (
    <Popover>
      <PopoverTrigger className="inline-flex h-control items-center gap-1.5 rounded-full px-2.5 text-xs whitespace-nowrap text-quiet tabular hover:bg-raised hover:text-text">
        <Paperclip aria-hidden="true" className="icon" />
        {t("count", { count: parked.length })}
      </PopoverTrigger>
      <PopoverContent aria-label={t("list")} placement={{ side: "top", align: "end" }}>
        <ul aria-label={t("list")} className="flex max-w-80 flex-wrap gap-1.5">
          {parked.map((input) => (
            <li key={input.key}>
              <ParkedChip input={input} />
            </li>
          ))}
        </ul>
      </PopoverContent>
    </Popover>
  );
}

function ParkedChip({ input }: { input: ComposerInput }) {
  const t = useTranslations("composer.parked");
  const engine = useEngine();
  const name = input.element ? `@${input.element.name} · ${input.name}` : input.name;
  const use = (role: ComposerInput["role"], mode: "firstFrame" | "firstLast" | "references") => {
    engine.dispatch({ type: "setRole", key: input.key, role });
    engine.setMode(mode);
  };
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("chip", { name, role: t(`roles.${input.role}`) })}
        title={t(`reasons.${input.role}`)}
        className="block size-10 overflow-hidden rounded-md border border-line opacity-50 transition-opacity hover:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100"
      >
        <AssetPicture kind={input.kind} asset={input.asset} previewUrl={input.previewUrl} />
      </MenuTrigger>
      <MenuContent aria-label={name}>
        <MenuLabel>
          <bdi>{name}</bdi>
          <br />
          {t(`reasons.${input.role}`)}
        </MenuLabel>
        {input.kind === "image" && <MenuItem onSelect={() => use("firstFrame", "firstFrame")}>{t("useAsFirstFrame")}</MenuItem>}
        {input.kind === "image" && <MenuItem onSelect={() => use("lastFrame", "firstLast")}>{t("useAsLastFrame")}</MenuItem>}
        <MenuItem onSelect={() => use("reference", "references")}>{t("useAsReference")}</MenuItem>
        <MenuItem tone="danger" onSelect={() => engine.remove(input)}>
          <X aria-hidden="true" />
          {t("remove")}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}
