"use client";

import { Suspense } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { RegistrationNote } from "@/components/assets/registration-note";
import { useFileStates, useLookAgain, usePrepared } from "@/components/assets/use-file-states";
import { useAction } from "@/components/data/use-action";
import { Button } from "@/components/ui/button";
import { CircleAlert } from "@/components/ui/icons";
import { late } from "@/components/ui/late";
import { registerAgainAction } from "@/lib/assets/actions";
import type { RegistrationState } from "@/lib/assets/registration/view";
import { useEngine } from "../engine/composer-context";
import type { KnownFile, NamedFile } from "./known-file";

const FaceWays = late(async () => (await import("./face-ways")).FaceWays);
const FaceLine = late(async () => (await import("./face-line")).FaceLine);

/** In the order in which they are told; what was refused has a line of its own. */
const TOLD: readonly RegistrationState[] = ["forgotten", "expired", "unsent", "waiting", "review", "ready"];

/** Where the files of a place stand with the provider, to which they go ahead of the clip. */
export function FileStates({ files }: { files: readonly NamedFile[] }) {
  const { team } = useEngine();
  const arrived = files.filter(({ input }) => !input.upload && input.asset?.status === "ready");
  const ids = [...new Set(arrived.map(({ input }) => input.asset!.id))];
  usePrepared(team, ids);
  const states = useFileStates(team, ids);
  const all = arrived.flatMap((file): KnownFile[] => {
    const known = states.find(({ assetId }) => assetId === file.input.asset!.id);
    return known ? [{ ...file, known }] : [];
  });
  const refused = all.filter(({ known }) => known.state === "refused");
  const told = all.filter(({ known }) => TOLD.includes(known.state));
  return (
    <>
      <ul aria-live="polite" className="flex flex-col gap-1 empty:hidden">
        {all.map(
          (file) =>
            file.known.faces?.state === "seen" && (
              <Suspense key={file.input.key}>
                <FaceLine file={file} />
              </Suspense>
            ),
        )}
        {refused.map((file) => (
          <Refused key={file.input.key} file={file} />
        ))}
      </ul>
      {told.length > 0 && <States files={told} />}
    </>
  );
}

/** One quiet line, and what it means for who can see the files. */
function States({ files }: { files: readonly KnownFile[] }) {
  const t = useTranslations("files.registration");
  const format = useFormatter();
  const groups = TOLD.map((state) => ({ state, those: files.filter(({ known }) => known.state === state) }));
  return (
    <details data-slot="file-states" className="text-xs text-quiet">
      <summary className="flex min-h-6 list-none flex-wrap items-center gap-x-3 rounded-sm">
        <span className="underline decoration-dotted underline-offset-2">{t("label")}</span>
        {groups
          .filter(({ those }) => those.length > 0)
          .map(({ state, those }) => (
            <RegistrationNote key={state} state={state} names={format.list(those.map(({ label }) => label))} />
          ))}
      </summary>
      <p className="max-w-prose pb-1 text-pretty">{t("public")}</p>
      <ul className="flex flex-col gap-1 pb-1 empty:hidden">
        {files.map(
          (file) => file.known.faces?.state !== "seen" && file.input.kind !== "audio" && <Person key={file.input.key} file={file} />,
        )}
      </ul>
    </details>
  );
}

/** Who is in a file, as far as it is known, and what can be done where the provider refuses it for that. */
function Person({ file }: { file: KnownFile }) {
  const t = useTranslations("files.faces");
  const format = useFormatter();
  const { faces } = file.known;
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {faces?.state === "person" ? (
        t("person", { label: file.label, person: faces.name })
      ) : faces?.state === "trusted" ? (
        t("trusted", { label: file.label, date: format.dateTime(new Date(faces.until), { dateStyle: "medium" }) })
      ) : (
        <>
          <span>{t("whose", { label: file.label })}</span>
          {/* Without a place of its own to wait in, it took the whole strip away while it came. */}
          <Suspense>
            <FaceWays file={file} />
          </Suspense>
        </>
      )}
    </li>
  );
}

/** A file that the library did not take: why, in its own words, and the way to try again. */
function Refused({ file: { input, label, known } }: { file: KnownFile }) {
  const t = useTranslations("files.registration");
  const failures = useTranslations("failures");
  const { team } = useEngine();
  const { run, pending, error } = useAction();
  const lookAgain = useLookAgain(team);
  const { code, said } = known.reason ?? { code: "inputs", said: "" };
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <CircleAlert aria-hidden="true" className="icon text-failed" />
      <span className="min-w-0 text-failed">
        {failures(code, { input: label })}
        {said !== "" && <span className="block text-xs break-words text-quiet">{t("said", { said })}</span>}
        {error && <span className="block text-xs">{error}</span>}
      </span>
      <Button
        size="sm"
        variant="secondary"
        disabled={pending}
        aria-label={t("againFor", { name: input.name })}
        onClick={() => run(() => registerAgainAction(team, { id: input.asset!.id }), lookAgain)}
      >
        {t("again")}
      </Button>
    </li>
  );
}
