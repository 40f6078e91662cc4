"use client";

import { useState } from "react";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Link2 } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { createShareAction } from "@/lib/shares/actions";
import { LIFETIMES_DAYS, TITLE_MAX_LENGTH, USUAL_LIFETIME_DAYS, WATERMARK_MAX_LENGTH } from "@/lib/shares/limits";
import type { SharedThing } from "@/lib/shares/schema";
import type { NewShareView } from "@/lib/shares/view";

interface ShareFormProps {
  team: string;
  of: SharedThing;
  isAnother: boolean;
  onMade: (share: NewShareView) => void;
}

/** What guests may do, each as the words of its switch are called. */
const ALLOWED = ["download", "comments", "recipe", "embed", "watermark"] as const;
const USUAL = { download: false, comments: true, recipe: false, embed: false, watermark: false };

/** How a link is to be. */
export function ShareForm({ team, of, isAnother, onMade }: ShareFormProps) {
  const t = useTranslations("shares");
  const [allowed, setAllowed] = useState(USUAL);
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) =>
      createShareAction(team, {
        ...{ of, title: String(data.get("title")), days: Number(data.get("days")) },
        passphrase: String(data.get("passphrase")) || null,
        ...{ allowsDownload: allowed.download, allowsComments: allowed.comments, showsRecipe: allowed.recipe, allowsEmbed: allowed.embed },
        watermark: allowed.watermark ? String(data.get("watermark")) : null,
      }),
    onDone: onMade,
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-4">
      <Field error={fieldError("title")} hint={t("nameHint")}>
        <Label>{t("name")}</Label>
        <Input name="title" maxLength={TITLE_MAX_LENGTH} autoComplete="off" dir="auto" />
      </Field>
      <Field error={fieldError("days")}>
        <Label>{t("expires")}</Label>
        <Select name="days" defaultValue={USUAL_LIFETIME_DAYS}>
          {LIFETIMES_DAYS.map((days) => (
            <option key={days} value={days}>
              {t("lifetime", { days })}
            </option>
          ))}
        </Select>
      </Field>
      <Field error={fieldError("passphrase")} hint={t("passphraseHint")}>
        <Label>{t("passphrase")}</Label>
        <Input name="passphrase" autoComplete="off" spellCheck={false} autoCapitalize="none" />
      </Field>
      <div className="flex flex-col gap-1">
        {ALLOWED.map((one) => (
          <Switch key={one} label={t(one)} checked={allowed[one]} onCheckedChange={(isOn) => setAllowed({ ...allowed, [one]: isOn })} />
        ))}
      </div>
      {allowed.watermark && (
        <Field error={fieldError("watermark")} hint={t("watermarkHint")}>
          <Label>{t("watermarkText")}</Label>
          <Input name="watermark" maxLength={WATERMARK_MAX_LENGTH} autoComplete="off" dir="auto" />
        </Field>
      )}
      {formError && <Alert>{formError}</Alert>}
      <Button type="submit" variant={isAnother ? "secondary" : "primary"} pending={pending} className="self-end">
        <Link2 aria-hidden="true" />
        {t(isAnother ? "another" : "create")}
      </Button>
    </form>
  );
}
