"use client";

import { type RefObject, useEffect } from "react";
import { TAKES_LETTERS } from "@/components/shell/composer-key";

/** `/` leads to the search, wherever a letter is none. */
export function useSearchKey(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      if (!(event.target instanceof Element) || event.target.closest(TAKES_LETTERS) || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [field]);
}
