"use client";

import { Suspense, useState, type ComponentProps } from "react";
import type { FilePlace } from "@/components/data/composer-store";
import { late } from "@/components/ui/late";
import { TRANSPORTS } from "@/lib/models/hosts";
import { useEngine } from "../engine/composer-context";

// Most clips begin without it.
const LibraryPicker = late(async () => (await import("@/components/library/picker/library-picker")).default);

interface FromLibraryProps extends Omit<ComponentProps<"button">, "onClick"> {
  place: FilePlace;
}

/** Opens the library over the composer: what is taken there goes into this place. */
export function FromLibrary({ place, ...props }: FromLibraryProps) {
  const engine = useEngine();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onPointerEnter={() => void LibraryPicker.fetch().catch(() => undefined)}
        onClick={() => setOpen(true)}
        {...props}
      />
      {isOpen && (
        <Suspense>
          <LibraryPicker
            team={engine.team}
            place={place}
            kinds={place === "references" ? TRANSPORTS[engine.surface].kinds : ["image"]}
            onTake={(assets) => {
              setOpen(false);
              // What finds no room is named where files that were not taken are.
              for (const asset of assets) if (!engine.place(asset, place)) break;
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
