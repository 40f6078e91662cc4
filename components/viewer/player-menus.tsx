"use client";

import { Frame } from "@/components/ui/icons";
import { useSyncExternalStore } from "react";
import { useTranslations } from "use-intl";
import { Menu, MenuContent, MenuItem, MenuLabel, MenuRadio, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { cn } from "@/lib/shared/cn";
import { type CommandId, labelOf } from "./keys";
import { type Playback, SPEEDS } from "./playback";
import { controlLook } from "./player-button";
import { isWhole } from "./range";
import { AREAS, type Areas } from "./safe-areas";

/** How fast it plays; while J or L run it faster, how fast that is. */
export function SpeedMenu({ playback }: { playback: Playback }) {
  const t = useTranslations("viewer");
  const { rate, speed } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  return (
    <Menu>
      <MenuTrigger
        aria-label={t("speedNow", { rate })}
        title={t("speedTitle", { keys: labelOf("speed") })}
        className={cn(controlLook, "w-auto min-w-11 px-1.5 font-mono text-sm tabular", rate !== 1 && "text-text")}
      >
        {t("speed", { rate })}
      </MenuTrigger>
      <MenuContent aria-label={t("speedLabel")} placement={{ side: "top", align: "end" }} className="min-w-28">
        {SPEEDS.map((one) => (
          <MenuRadio key={one} checked={one === speed} onSelect={() => playback.setSpeed(one)}>
            {t("speed", { rate: one })}
          </MenuRadio>
        ))}
      </MenuContent>
    </Menu>
  );
}

interface MarksMenuProps {
  playback: Playback;
  areas: Areas;
  onAreas: (areas: Areas) => void;
}

/** Which part is played, and the lines over the picture. */
export function MarksMenu({ playback, areas, onAreas }: MarksMenuProps) {
  const t = useTranslations("viewer");
  const { range, isLooping } = useSyncExternalStore(playback.subscribe, playback.read, playback.read);
  const key = (id: CommandId) => (
    <span aria-hidden="true" className="ml-auto pl-4 font-mono text-xs text-quiet">
      {labelOf(id)}
    </span>
  );
  return (
    <Menu>
      <MenuTrigger aria-label={t("marks")} title={t("marks")} className={controlLook}>
        <Frame aria-hidden="true" />
      </MenuTrigger>
      <MenuContent aria-label={t("marks")} placement={{ side: "top", align: "end" }}>
        <MenuLabel>{t("range")}</MenuLabel>
        <MenuItem onSelect={playback.markIn}>
          {t("help.markIn")}
          {key("markIn")}
        </MenuItem>
        <MenuItem onSelect={playback.markOut}>
          {t("help.markOut")}
          {key("markOut")}
        </MenuItem>
        <MenuItem disabled={isWhole(range)} onSelect={playback.clearRange}>
          {t("help.clearRange")}
          {key("clearRange")}
        </MenuItem>
        <MenuRadio role="menuitemcheckbox" checked={isLooping} onSelect={() => playback.setLooping(!isLooping)} className="sm:hidden">
          {t("loop")}
        </MenuRadio>
        <MenuSeparator />
        <MenuLabel>{t("areas.title")}</MenuLabel>
        {AREAS.map((one) => (
          <MenuRadio key={one} checked={one === areas} onSelect={() => onAreas(one)}>
            {t(`areas.${one}`)}
          </MenuRadio>
        ))}
      </MenuContent>
    </Menu>
  );
}
