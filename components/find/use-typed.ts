"use client";

import { useState } from "react";

/**
 * What stands in a field that is looked for as it is typed: the typing, until the address says otherwise than by this field, as after
 * the back button.
 * @param said what the address says, "" for nothing @param read what it would say of a typing
 */
export function useTyped(said: string, read: (typed: string) => string): [string, (typed: string) => void] {
  const [typed, setTyped] = useState(said);
  const [known, setKnown] = useState(said);
  if (known !== said) {
    setKnown(said);
    if (read(typed) !== said) setTyped(said);
  }
  return [typed, setTyped];
}
