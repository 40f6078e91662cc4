import { memo, type ReactNode, type Ref } from "react";
import { cn } from "@/lib/shared/cn";
import type { ShownPrompt } from "./prompt-text";

interface MentionBackdropProps {
  ref: Ref<HTMLDivElement>;
  shown: ShownPrompt;
  isSent: (id: string) => boolean;
  className: string;
}

/**
 * The same text beneath the box, unseen: it draws a chip under each mention, and makes the box as tall as what is in it where
 * a browser cannot do that by itself. To lay out 5,000 characters once more costs as much as all the rest of a key, so it
 * is drawn by itself, right behind the key.
 */
export const MentionBackdrop = memo(function MentionBackdrop({ ref, shown, isSent, className }: MentionBackdropProps) {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [index, { id, start, end }] of shown.mentions.entries()) {
    if (start > at) parts.push(shown.text.slice(at, start));
    parts.push(
      <span
        // Where it stands changes with every key before it.
        key={index}
        data-slot="mention"
        data-stranded={!isSent(id) || undefined}
        className={cn(
          "rounded-sm box-decoration-clone base:shadow-[0_0_0_1px_var(--line-strong)]",
          isSent(id) ? "bg-raised" : "bg-failed/20 shadow-[0_0_0_1px_var(--failed)]",
        )}
      >
        {shown.text.slice(start, end)}
      </span>,
    );
    at = end;
  }
  return (
    <div ref={ref} aria-hidden="true" dir="auto" className={cn(className, "text-transparent select-none [unicode-bidi:plaintext]")}>
      {parts}
      {`${shown.text.slice(at)} `}
    </div>
  );
});
