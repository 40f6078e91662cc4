"use client";

import { useId } from "react";
import { CopyButton } from "./copy-button";
import { Input } from "./input";

/** A text to be taken elsewhere: selected by one click, copied by another. */
export function CopyField({ label, value, copy }: { label: string; value: string; /** The words of its button. */ copy?: string }) {
  const id = useId();
  return (
    <div data-slot="copy-field" className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <div className="flex gap-2">
        <Input id={id} readOnly value={value} onFocus={(event) => event.target.select()} className="flex-1 truncate font-mono" />
        <CopyButton text={value} variant="primary" className="min-w-24">
          {copy}
        </CopyButton>
      </div>
    </div>
  );
}
