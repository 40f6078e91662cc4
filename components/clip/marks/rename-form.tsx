"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { LABEL_MAX_LENGTH } from "@/lib/generations/marks/limits";

interface RenameFormProps {
  label: string;
  name: string;
  pending: boolean;
  error: ReactNode;
  onRename: (to: string) => void;
  /** What else can be done with it. */
  children: ReactNode;
}

/** Another name for a tag, a collection or a folder, where it stands in its list. */
export function RenameForm({ label, name, pending, error, onRename, children }: RenameFormProps) {
  const t = useTranslations("marks");
  const [to, setTo] = useState(name);
  return (
    <form
      className="flex flex-wrap gap-2 px-2 pb-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (to.trim() !== "") onRename(to.trim());
      }}
    >
      <Input
        autoFocus
        aria-label={label}
        value={to}
        maxLength={LABEL_MAX_LENGTH}
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setTo(target.value)}
        dir="auto"
      />
      <Button type="submit" size="sm" pending={pending}>
        {t("save")}
      </Button>
      {children}
      {error && <Alert>{error}</Alert>}
    </form>
  );
}
