"use client";

import { useRouter } from "next/navigation";
import { useId, useState, type KeyboardEvent } from "react";
import { useLocale, useTranslations } from "use-intl";
import { focusComposer } from "@/components/data/composer-store";
import { writeCookie } from "@/components/shell/cookie";
import { useCurrentProject } from "@/components/shell/use-current-project";
import { useTheme } from "@/components/shell/use-theme";
import { Dialog } from "@/components/ui/dialog";
import { Input } from "@/components/ui/input";
import { LOCALE_COOKIE, LOCALES } from "@/lib/i18n/config";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";
import { type Command, type CommandAct, COMMANDS, type PaletteProps } from "./commands";

interface Entry {
  key: string;
  name: string;
  keys: string | undefined;
  run: () => void;
}

const matches = (name: string, sought: string): boolean =>
  sought
    .toLowerCase()
    .split(/\s+/)
    .every((word) => name.toLowerCase().includes(word));

interface PaletteDialogProps extends PaletteProps {
  onClose: () => void;
  onShow: (other: "keys" | "newProject") => void;
}

/** One field that finds every page, project and command by its name. */
export function PaletteDialog({ team, projects, offered, onClose, onShow }: PaletteDialogProps) {
  const t = useTranslations("shell.palette");
  const id = useId();
  const router = useRouter();
  const locale = useLocale();
  const [, setTheme] = useTheme();
  const { project, isOpen } = useCurrentProject(projects);
  const [sought, setSought] = useState("");
  const [at, setAt] = useState(0);

  const acts: Record<CommandAct, () => void> = {
    // On another page the prompt is one page further.
    prompt: () => (isOpen ? requestAnimationFrame(focusComposer) : project && router.push(paths.create(team, project.slug))),
    newProject: () => onShow("newProject"),
    keys: () => onShow("keys"),
    light: () => setTheme("light"),
    dark: () => setTheme("dark"),
    system: () => setTheme("system"),
    language: () => {
      writeCookie(
        LOCALE_COOKIE,
        LOCALES.find((other) => other !== locale)!,
      );
      router.refresh();
    },
  };
  const commands: readonly Command[] = COMMANDS.filter((command) => offered.includes(command.id));
  const entries = [
    ...commands.flatMap(({ id: command, keys, to, act }): Entry[] => {
      const href = to?.({ team, project: project?.slug ?? null });
      if (!act && !href) return [];
      return [{ key: command, name: t(`commands.${command}`), keys, run: () => (act ? acts[act]() : router.push(href!)) }];
    }),
    ...projects.map(({ slug, name }): Entry => {
      const href = paths.create(team, slug);
      return { key: `project ${slug}`, name: t("project", { name }), keys: undefined, run: () => router.push(href) };
    }),
  ].filter(({ name }) => matches(name, sought));
  const current = Math.min(at, entries.length - 1);

  const choose = (entry: Entry | undefined): void => {
    if (!entry) return;
    onClose();
    entry.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Safari says 229 for the Enter that ends a word of an input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0 && entries.length > 0) setAt((current + by + entries.length) % entries.length);
    else if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.key === "Enter" && !event.repeat) choose(entries[current]);
  };

  return (
    <Dialog open onOpenChange={onClose} title={t("title")} className="w-[min(34rem,calc(100vw-2rem))] md:mt-[12vh]">
      <div className="flex flex-col gap-2">
        <Input
          type="search"
          role="combobox"
          aria-label={t("find")}
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          placeholder={t("find")}
          autoComplete="off"
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <ul
          id={`${id}-list`}
          role="listbox"
          aria-label={t("title")}
          className="-mx-2 max-h-[min(24rem,50dvh)] overflow-y-auto overscroll-contain"
        >
          {entries.map((entry, index) => (
            <li
              key={entry.key}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === current}
              ref={(row) => {
                if (index === current) row?.scrollIntoView({ block: "nearest" });
              }}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(entry)}
              className={cn(
                "flex min-h-9 cursor-pointer items-center gap-3 rounded-md px-2 text-sm pointer-coarse:min-h-11",
                index === current && "bg-raised outline-2 -outline-offset-2 outline-tungsten-ink",
              )}
            >
              <span className="min-w-0 flex-1 truncate">{entry.name}</span>
              {entry.keys && <kbd className="font-mono text-xs text-quiet">{entry.keys}</kbd>}
            </li>
          ))}
        </ul>
        {entries.length === 0 && (
          <p role="status" className="px-2 pb-2 text-sm text-quiet">
            {t("nothing")}
          </p>
        )}
      </div>
    </Dialog>
  );
}
