"use client";

import { Upload } from "@/components/ui/icons";

/** A button that opens the files of this machine; dropped on it they come too. */
export function FileChoice({ label, accept, onFiles }: { label: string; accept: string; onFiles: (files: readonly File[]) => void }) {
  return (
    <label
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        onFiles([...event.dataTransfer.files]);
      }}
      className="flex min-h-16 cursor-pointer items-center justify-center gap-2 rounded-lg border border-dashed border-line-strong px-4 py-3 text-sm text-quiet transition-colors hover:border-quiet hover:text-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
    >
      <Upload aria-hidden="true" className="icon" />
      {label}
      <input
        type="file"
        multiple
        accept={accept}
        className="sr-only"
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file may be chosen again once it was mended.
          event.target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </label>
  );
}
