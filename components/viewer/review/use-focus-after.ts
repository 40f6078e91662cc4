"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Takes the focus when a form is closed that had it: else it would be nowhere, and with it the keys of the viewer. */
export function useFocusAfter<T extends HTMLElement = HTMLButtonElement>(isOpen: boolean): RefObject<T | null> {
  const element = useRef<T>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen && (document.activeElement === document.body || document.activeElement === null))
      element.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return element;
}
