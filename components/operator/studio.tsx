import type { ReactNode } from "react";
import { Facts, Section } from "@/components/ui/section";
import type { SignUpRule } from "@/lib/accounts/view";
import { getTranslations } from "@/lib/i18n/request";
import type { StudioView, VersionsView } from "@/lib/studio/operator/view";
import { SignUpRuleSelect } from "./sign-up-rule";
import { JobsTable, OpenClipsTable, WorkersTable } from "./studio-tables";

/** Who may come, what the studio runs on, and what it has to do. */
export async function Studio({ signUp, studio: { versions, clips, jobs, workers } }: { signUp: SignUpRule; studio: StudioView }) {
  const t = await getTranslations("operator");
  const tables: readonly ["workers" | "clips" | "jobs", ReactNode][] = [
    ["workers", <WorkersTable key="workers" workers={workers} />],
    ["clips", <OpenClipsTable key="clips" clips={clips} />],
    ["jobs", <JobsTable key="jobs" jobs={jobs} />],
  ];
  return (
    <>
      <Section title={t("signUpRule.title")} description={t("signUpRule.description")}>
        <SignUpRuleSelect rule={signUp} />
      </Section>
      <Section title={t("versions.title")}>
        <Versions versions={versions} />
      </Section>
      {tables.map(([key, table]) => (
        <section key={key} aria-labelledby={`${key}-title`} className="flex flex-col gap-3">
          <div>
            <h2 id={`${key}-title`} className="text-lg font-semibold">
              {t(`${key}.title`)}
            </h2>
            <p className="mt-1 text-sm text-pretty text-quiet">{t(`${key}.description`)}</p>
          </div>
          {table}
        </section>
      ))}
    </>
  );
}

async function Versions({ versions: { app, node, postgres, ffmpeg, migrations } }: { versions: VersionsView }) {
  const t = await getTranslations("operator.versions");
  return (
    <Facts
      rows={[
        { name: t("app"), value: app },
        { name: t("node"), value: node },
        { name: t("postgres"), value: postgres },
        ffmpeg ? { name: t("ffmpeg"), value: ffmpeg.version, hint: t(`source.${ffmpeg.source}`) } : { name: t("ffmpeg"), value: t("none") },
        {
          name: t("migrations"),
          value: t("applied", { count: migrations.count }),
          ...(migrations.last !== null && { hint: t("last", { name: migrations.last }) }),
        },
      ]}
    />
  );
}
