import Form from "next/form";
import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { CircleSlash } from "@/components/ui/icons";
import { Input } from "@/components/ui/input";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import type { FindPeople } from "@/lib/studio/operator/schema";
import type { PeoplePage, PersonView } from "@/lib/studio/operator/view";
import { PersonMenu } from "./person-menu";
import { cellClasses, WideTable } from "./wide-table";

/** Everybody who has an account here, and what can be done about it. */
export async function People({ find: { q, after }, page: { people, next } }: { find: FindPeople; page: PeoplePage }) {
  const t = await getTranslations("operator.people");
  const columns = [
    { key: "person", name: t("columns.person") },
    // Second, so that it is in sight on a phone: it is what people come for.
    { key: "actions", name: <VisuallyHidden>{t("columns.actions")}</VisuallyHidden>, className: "pr-2" },
    ...(["seen", "twoStep", "teams"] as const).map((key) => ({ key, name: t(`columns.${key}`) })),
  ];
  return (
    <section aria-labelledby="people-title" className="flex flex-col gap-4">
      <div>
        <h2 id="people-title" className="text-lg font-semibold">
          {t("title")}
        </h2>
        <p className="mt-1 text-sm text-pretty text-quiet">{t("description")}</p>
      </div>
      <Form key={q ?? ""} action={paths.operator()} role="search" aria-label={t("find")} className="flex flex-wrap items-end gap-2">
        <Field className="min-w-0 flex-1 basis-56 sm:max-w-80">
          <Label>{t("q")}</Label>
          <Input name="q" type="search" defaultValue={q ?? ""} maxLength={200} autoComplete="off" dir="auto" />
        </Field>
        <Button type="submit">{t("submit")}</Button>
        {q !== undefined && (
          <Link href={paths.operator()} className={buttonVariants({ variant: "quiet" })}>
            {t("clear")}
          </Link>
        )}
      </Form>
      {people.length === 0 ? (
        <p className="py-6 text-sm text-quiet">{t("none")}</p>
      ) : (
        <WideTable caption={t("title")} columns={columns} className="min-w-[46rem]">
          {people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </WideTable>
      )}
      {(after !== undefined || next !== null) && (
        <div className="flex justify-end gap-2">
          {after !== undefined && (
            <Link href={paths.operator({ q })} className={buttonVariants({ variant: "quiet" })}>
              {t("first")}
            </Link>
          )}
          {next !== null && (
            <Link href={paths.operator({ q, after: next })} className={buttonVariants()}>
              {t("next")}
            </Link>
          )}
        </div>
      )}
    </section>
  );
}

async function PersonRow({ person }: { person: PersonView }) {
  const [t, common, format] = await Promise.all([getTranslations("operator.people"), getTranslations("common"), getFormatter()]);
  const { name, email, teams, isOperator, isYou, disabledAt, lastSeenAt, sessions, asksForCode, passkeys } = person;
  return (
    <tr>
      <th scope="row" className={`${cellClasses} max-w-56 min-w-40 text-left font-normal`}>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
          <bdi className="[overflow-wrap:anywhere]">{name}</bdi>
          {isYou && <Badge>{common("you")}</Badge>}
          {isOperator && <Badge>{t("operator")}</Badge>}
          {disabledAt !== null && (
            <Badge tone="failed">
              <CircleSlash aria-hidden="true" />
              {t("disabled")}
            </Badge>
          )}
        </span>
        <span className="block text-xs [overflow-wrap:anywhere] text-quiet">{email}</span>
      </th>
      <td className="py-1 pr-2 align-top">{!isYou && <PersonMenu person={person} />}</td>
      <td className={cellClasses}>
        {lastSeenAt === null ? (
          <span className="text-quiet">{t("never")}</span>
        ) : (
          <time dateTime={lastSeenAt} className="whitespace-nowrap">
            {format.dateTime(new Date(lastSeenAt), { dateStyle: "medium", timeStyle: "short" })}
          </time>
        )}
        <span className="block text-xs whitespace-nowrap text-quiet">{t("sessions", { count: sessions })}</span>
      </td>
      <td className={`${cellClasses} whitespace-nowrap`}>
        {t(asksForCode ? "on" : "off")}
        {passkeys > 0 && <span className="block text-xs text-quiet">{t("passkeys", { count: passkeys })}</span>}
      </td>
      <td className={`${cellClasses} min-w-32 [overflow-wrap:anywhere]`}>
        {teams.length === 0 ? <span className="text-quiet">{t("noTeam")}</span> : format.list(teams, { type: "unit" })}
      </td>
    </tr>
  );
}
