"use client";

import { useEffect, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { setWatched } from "@/components/clip/watchers";
import { Avatar, PersonDisc } from "@/components/ui/avatar";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { Tooltip } from "@/components/ui/tooltip";
import { cn } from "@/lib/shared/cn";
import { useSigns } from "./use-signs";

/** Beyond these there is a number. */
const MOST_SHOWN = 5;

/** The others who have this project open now, each once; and it tells them that one is here oneself. */
export default function Here({ team, project, userId }: { team: string; project: string; userId: string }) {
  const t = useTranslations("shell.here");
  const format = useFormatter();
  const others = useSigns(team, project, userId);
  const [isOpen, setOpen] = useState(false);
  useEffect(() => setWatched(others), [others]);
  useEffect(() => () => setWatched([]), []);
  if (others.length === 0) return null;
  const label = t("people", { names: format.list(others.map(({ name }) => name)) });
  return (
    <Popover>
      <Tooltip label={label}>
        <PopoverTrigger
          data-slot="people-here"
          aria-label={label}
          className="flex h-9 shrink-0 items-center -space-x-1.5 rounded-full px-1 pointer-coarse:h-11"
        >
          {others.slice(0, MOST_SHOWN).map(({ id, name }, index) => (
            <PersonDisc key={id} id={id} name={name} className={cn("size-7", index > 0 && "max-md:hidden")} />
          ))}
          {others.length > MOST_SHOWN && <More count={others.length - MOST_SHOWN} className="max-md:hidden" />}
          {others.length > 1 && <More count={others.length - 1} className="md:hidden" />}
        </PopoverTrigger>
      </Tooltip>
      <PopoverContent aria-label={t("title")} placement={{ align: "end" }} onOpenChange={setOpen} className="max-h-80 w-60">
        {isOpen && (
          <ul className="flex flex-col gap-2">
            {others.map(({ id, name, clips }) => (
              <li key={id} className="flex min-w-0 items-center gap-2 text-sm">
                <PersonDisc id={id} name={name} className="size-6" />
                <span className="min-w-0">
                  <span dir="auto" className="block truncate">
                    {name}
                  </span>
                  {clips.length > 0 && <span className="block text-xs text-quiet">{t("looks")}</span>}
                </span>
              </li>
            ))}
          </ul>
        )}
      </PopoverContent>
    </Popover>
  );
}

function More({ count, className }: { count: number; className: string }) {
  return (
    <Avatar name="" className={cn("size-7 tabular-nums", className)}>
      {`+${count}`}
    </Avatar>
  );
}
