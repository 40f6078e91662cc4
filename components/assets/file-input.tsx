"use client";

import type { ComponentProps } from "react";
import { cn } from "@/lib/shared/cn";

interface FileInputProps extends Omit<ComponentProps<"input">, "type" | "onChange" | "value"> {
  "aria-label": string;
  onFiles: (files: File[]) => void;
}

/** A real file input that lies unseen over what it fills: click, keyboard and screen reader come from the browser. */
export function FileInput({ onFiles, className, ...props }: FileInputProps) {
  return (
    <input
      type="file"
      data-slot="file-input"
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // Emptied, so that choosing the same file once more is a change too.
        event.target.value = "";
        if (files.length > 0) onFiles(files);
      }}
      className={cn("absolute inset-0 size-full cursor-pointer opacity-0 file:cursor-pointer", className)}
      {...props}
    />
  );
}
