import Form from "next/form";
import Link from "next/link";
import { Button, buttonVariants } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { ACCESS_KINDS, type AccessGroup } from "@/lib/access/record-access";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import type { AuditFind } from "@/lib/teams/audit/schema";

export type Said = Omit<AuditFind, "zone" | "before">;

interface AuditFormProps {
  team: string;
  find: Said;
  people: readonly { userId: string; name: string }[];
}

/** What is looked for, as the address says it: a form of the browser's own, which works before any script is here. */
export async function AuditForm({ team, find, people }: AuditFormProps) {
  const t = await getTranslations("audit");
  const isFound = Object.values(find).some((one) => one !== undefined);
  return (
    // Drawn anew with each address, so that fields show what is looked for.
    <Form
      key={JSON.stringify(find)}
      action={paths.audit(team)}
      role="search"
      aria-label={t("find.label")}
      className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-6"
    >
      <Field className="col-span-2 sm:col-span-3 lg:col-span-2">
        <Label>{t("find.q")}</Label>
        <Input name="q" type="search" defaultValue={find.q ?? ""} maxLength={200} autoComplete="off" dir="auto" />
      </Field>
      <Field>
        <Label>{t("find.group")}</Label>
        <Select name="group" defaultValue={find.group ?? ""}>
          <option value="">{t("find.all")}</option>
          {(Object.keys(ACCESS_KINDS) as AccessGroup[]).map((group) => (
            <option key={group} value={group}>
              {t(`groups.${group}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t("find.person")}</Label>
        <Select name="person" defaultValue={find.person ?? ""}>
          <option value="">{t("find.anybody")}</option>
          {people.map(({ userId, name }) => (
            <option key={userId} value={userId}>
              {name}
            </option>
          ))}
        </Select>
      </Field>
      <Field>
        <Label>{t("find.from")}</Label>
        <Input name="from" type="date" defaultValue={find.from ?? ""} />
      </Field>
      <Field>
        <Label>{t("find.to")}</Label>
        <Input name="to" type="date" defaultValue={find.to ?? ""} />
      </Field>
      <div className="col-span-full flex flex-wrap gap-2">
        <Button type="submit">{t("find.submit")}</Button>
        {isFound && (
          <Link href={paths.audit(team)} className={buttonVariants({ variant: "quiet" })}>
            {t("find.clear")}
          </Link>
        )}
      </div>
    </Form>
  );
}
