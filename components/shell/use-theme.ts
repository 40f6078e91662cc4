"use client";

import { useSyncExternalStore } from "react";
import { readTheme, THEME_COOKIE, type Theme } from "@/lib/i18n/config";
import { writeCookie } from "./cookie";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The theme on the page and a way to change it at once and for later visits. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const theme = useSyncExternalStore<Theme>(
    subscribe,
    () => readTheme(document.documentElement.dataset.theme),
    () => "system",
  );
  return [theme, setTheme];
}

function setTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
  writeCookie(THEME_COOKIE, theme === "system" ? null : theme);
  for (const listener of listeners) listener();
}
