"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast-store";
import { renameSelfAction } from "@/lib/accounts/actions";

export function SelfNameForm({ name }: { name: string }) {
  const t = useTranslations("account");
  const common = useTranslations("common");
  const router = useRouter();
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) => renameSelfAction({ name: String(data.get("name") ?? "") }),
    onDone: () => {
      toast({ title: t("page.saved") });
      router.refresh();
    },
  });
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex max-w-[25rem] flex-col items-start gap-4">
      <Field error={fieldError("name")} className="w-full">
        <Label>{t("fields.name")}</Label>
        <Input name="name" defaultValue={name} autoComplete="name" required maxLength={200} />
      </Field>
      {formError && <Alert>{formError}</Alert>}
      <Button type="submit" pending={pending}>
        {common("save")}
      </Button>
    </form>
  );
}
