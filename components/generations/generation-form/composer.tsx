"use client";

import type { ComposerProps } from "./composer-props";

export function Composer(_props: ComposerProps) {
  return null;
}
