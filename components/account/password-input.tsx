"use client";

import { Eye, EyeOff } from "@/components/ui/icons";
import { useState, type ComponentProps } from "react";
import { useTranslations } from "use-intl";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

/** A password that can be looked at before it is sent. It hides again when the form goes. */
export function PasswordInput(props: ComponentProps<"input">) {
  const t = useTranslations("account");
  const [shown, setShown] = useState(false);
  return (
    <div data-slot="password-input" className="relative">
      <Input {...props} type={shown ? "text" : "password"} autoCapitalize="none" autoCorrect="off" spellCheck={false} className="pr-11" />
      <IconButton
        label={shown ? t("hideCharacters") : t("showCharacters")}
        aria-pressed={shown}
        className="absolute top-0 right-0 hover:bg-transparent"
        onClick={() => setShown(!shown)}
      >
        {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
      </IconButton>
    </div>
  );
}
