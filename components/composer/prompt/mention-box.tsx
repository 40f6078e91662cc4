"use client";

import { Suspense, useDeferredValue, useId, useRef, useState, type ComponentProps, type KeyboardEvent } from "react";
import { late } from "@/components/ui/late";
import { useAtFirstTouch } from "@/components/ui/use-at-first-touch";
import { cn } from "@/lib/shared/cn";
import { MentionBackdrop } from "./mention-backdrop";
import type { MentionKeys } from "./mention-list";
import type { PromptEditor } from "./use-prompt-editor";

const MentionList = late(async () => (await import("./mention-list")).MentionList);

interface MentionBoxProps extends Omit<ComponentProps<"textarea">, "value" | "onChange" | "onSelect" | "ref"> {
  editor: PromptEditor;
  /** Whether it is text alone, where `@` is a letter. */
  plain: boolean;
  /** Of the frame that scrolls, where it does. */
  frameClassName?: string | undefined;
}

/** A text box in which what is mentioned stands on a chip; it is as tall as what is in it. */
export function MentionBox({ editor, plain, frameClassName, className, onKeyDown, ...props }: MentionBoxProps) {
  const id = useId();
  const { area, shown, isSent, asking, travel } = editor;
  const backdrop = useRef<HTMLDivElement>(null);
  const keys = useRef<MentionKeys>(null);
  const [active, setActive] = useState<string | null>(null);
  // A key does not wait for the chips to be drawn.
  const drawn = useDeferredValue(shown);
  useAtFirstTouch(MentionList.fetch);
  const frame = cn("col-start-1 row-start-1 w-full whitespace-pre-wrap break-words", className);

  function press(event: KeyboardEvent<HTMLTextAreaElement>): void {
    // Safari says 229 for the Enter that ends a word of an input method.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (asking && keys.current?.press(event.key, event)) {
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    onKeyDown?.(event);
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    travel(key === "y" || event.shiftKey ? "redo" : "undo");
  }

  return (
    <>
      <div className={cn("grid", frameClassName)}>
        <MentionBackdrop ref={backdrop} shown={drawn} isSent={isSent} className={frame} />
        <textarea
          ref={area}
          {...(!plain && { "aria-autocomplete": "list", "aria-haspopup": "listbox" })}
          {...(active !== null && { "aria-controls": `${id}-mentions`, "aria-activedescendant": active })}
          dir="auto"
          value={shown.text}
          onChange={editor.onChange}
          onSelect={editor.onSelect}
          onKeyDown={press}
          onBlur={editor.dismiss}
          {...editor.composition}
          {...props}
          className={cn(
            frame,
            "relative field-sizing-content resize-none overflow-hidden rounded-md bg-transparent text-text outline-none placeholder:text-quiet",
          )}
        />
      </div>
      {asking && (
        <Suspense>
          <MentionList
            ref={keys}
            id={`${id}-mentions`}
            asking={asking}
            backdrop={backdrop}
            onChoose={editor.mention}
            onDismiss={editor.dismiss}
            onActive={setActive}
          />
        </Suspense>
      )}
    </>
  );
}
