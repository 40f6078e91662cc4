"use client";

import { useId, type KeyboardEvent, type ReactNode } from "react";
import { cn } from "@/lib/shared/cn";

interface TabListProps<K extends string> {
  /** Tabs are `id-key`. */
  id: string;
  panelId: (key: K) => string;
  label: string;
  tabs: readonly { key: K; label: string }[];
  current: K;
  onChange: (key: K) => void;
  className: string;
  tabClassName: string;
}

/** The tabs themselves: one tab stop, and arrow keys choose. */
export function TabList<K extends string>(props: TabListProps<K>) {
  const { id, panelId, label, tabs, current, onChange, className, tabClassName } = props;
  function move(event: KeyboardEvent<HTMLDivElement>) {
    const at = tabs.findIndex(({ key }) => key === current);
    const to: Record<string, number> = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: at - 1, Home: 0, End: -1 };
    const next = event.key in to ? tabs.at(to[event.key]!) : undefined;
    if (!next) return;
    event.preventDefault();
    onChange(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  }
  return (
    <div data-slot="tabs" role="tablist" aria-label={label} onKeyDown={move} className={cn("flex", className)}>
      {tabs.map(({ key, label }) => (
        <button
          key={key}
          id={`${id}-${key}`}
          type="button"
          role="tab"
          aria-selected={key === current}
          aria-controls={panelId(key)}
          tabIndex={key === current ? 0 : -1}
          onClick={() => onChange(key)}
          className={cn(
            "font-medium text-quiet transition-colors hover:text-text aria-selected:text-text pointer-coarse:min-h-11",
            tabClassName,
          )}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

interface TabsProps<K extends string> extends Pick<TabListProps<K>, "label" | "current" | "onChange"> {
  tabs: readonly { key: K; label: string; panel: ReactNode }[];
}

/** Parts of one page, one of them to be seen. The others stay as they are, with whatever was typed into them. */
export function Tabs<K extends string>({ label, tabs, current, onChange }: TabsProps<K>) {
  const id = useId();
  return (
    <>
      <TabList
        id={id}
        panelId={(key) => `${id}-${key}-panel`}
        {...{ label, tabs, current, onChange }}
        className="gap-5 border-b border-line"
        tabClassName="-mb-px flex min-h-10 items-center border-b-2 border-transparent text-sm aria-selected:border-text"
      />
      {tabs.map(({ key, panel }) => (
        <div
          key={key}
          id={`${id}-${key}-panel`}
          role="tabpanel"
          aria-labelledby={`${id}-${key}`}
          hidden={key !== current}
          className="flex flex-col gap-8 [&[hidden]]:hidden"
        >
          {panel}
        </div>
      ))}
    </>
  );
}
