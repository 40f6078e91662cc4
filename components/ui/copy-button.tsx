"use client";

import { Check, Copy } from "@/components/ui/icons";
import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { Button, type ButtonProps } from "./button";
import { copyText } from "@/components/ui/copy-text";

const SHOWN_MS = 1500;

/** Puts a text on the clipboard and says so on the button itself. */
export function CopyButton({ text, children, ...props }: ButtonProps & { text: string }) {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <Button
      onClick={async () => {
        setCopied(await copyText(text));
      }}
      {...props}
    >
      {copied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{copied ? t("copied") : (children ?? t("copy"))}</span>
    </Button>
  );
}
