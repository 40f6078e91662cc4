"use client";

import { inputClasses } from "@/components/ui/input-classes";
import { cn } from "@/lib/shared/cn";
import { MentionBox } from "../prompt/mention-box";
import { usePlainPrompt } from "../prompt/plain-prompt";
import { usePromptEditor } from "../prompt/use-prompt-editor";

interface ShotFieldProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
}

/** A text of a shot. `@` mentions files here as it does in the prompt. */
export function ShotField({ label, placeholder, value, onChange, className }: ShotFieldProps) {
  const [plain] = usePlainPrompt();
  const editor = usePromptEditor({ prompt: value, onPrompt: onChange, asks: !plain });
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <span aria-hidden="true" className="text-xs text-quiet">
        {label}
      </span>
      <MentionBox
        editor={editor}
        plain={plain}
        aria-label={label}
        placeholder={placeholder}
        rows={1}
        frameClassName={cn(inputClasses, "px-0 has-focus-visible:border-focus has-focus-visible:outline-2 has-focus-visible:outline-focus")}
        className="px-3 py-1.5 leading-5 pointer-coarse:py-3"
      />
    </div>
  );
}
