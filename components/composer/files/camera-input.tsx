"use client";

import { Camera } from "@/components/ui/icons";
import { FileInput } from "@/components/assets/file-input";
import { cn } from "@/lib/shared/cn";

/** Takes a picture where there is a finger, and so very likely a camera: a corner of the place that the picture is for. */
export function CameraInput({ label, onFiles, className }: { label: string; onFiles: (files: File[]) => void; className?: string }) {
  return (
    <span
      className={cn(
        "absolute right-0 base:bottom-0 hidden size-11 place-items-center rounded-full text-text has-focus-visible:outline-2 has-focus-visible:outline-tungsten-ink pointer-coarse:grid",
        className,
      )}
    >
      <Camera aria-hidden="true" className="icon size-5" />
      <FileInput aria-label={label} title={label} accept="image/*" capture="environment" onFiles={onFiles} />
    </span>
  );
}
