import { useTranslations } from "use-intl";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** The address of somebody who has an account. */
export function EmailField({ error }: { error: string | undefined }) {
  const t = useTranslations("account.fields");
  return (
    <Field error={error}>
      <Label>{t("email")}</Label>
      <Input
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        required
      />
    </Field>
  );
}
