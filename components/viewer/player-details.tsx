"use client";

import { late } from "@/components/ui/late";
import { AudioLines, Check, Copy } from "@/components/ui/icons";
import Link from "next/link";
import { Suspense, useState, type ReactNode } from "react";
import { useFormatter, useLocale, useTranslations } from "use-intl";
import { Button } from "@/components/ui/button";
import { formatBytes, formatClock, formatMicros } from "@/lib/i18n/format";
import type { ClipView } from "@/lib/generations/view";
import { paths } from "@/lib/shared/paths";
import { modelLabel } from "@/components/clip/words";
import { copyText } from "@/components/ui/copy-text";
import { codecNames } from "./codec-name";
import { Folded } from "./folded";
import { Note } from "./note";
import type { Playback } from "./playback";
import type { ShownFile } from "./use-shown-file";
import { outcomeOf, WorthALook } from "./worth-a-look";
import { GenerationRequestButton } from "@/components/clip/what-will-be-sent/generation-request-button";

const Captions = late(async () => (await import("./captions/captions")).default);
const Lineage = late(async () => (await import("./lineage/lineage")).default);

interface PlayerDetailsProps {
  team: string;
  clip: ClipView;
  shown: ShownFile["shown"] | null;
  playback: Playback;
  mayEdit: boolean;
}

/** Everything that is known of a clip: what it was made from, how, by whom, when, and what it cost. */
export function PlayerDetails({ team, clip: view, shown, playback, mayEdit }: PlayerDetailsProps) {
  const t = useTranslations("viewer");
  const words = useTranslations("words");
  return (
    <div data-slot="player-details" className="flex flex-col gap-6 p-5">
      <section className="flex flex-col gap-2">
        <div className="flex items-center justify-between gap-2">
          <h2 className="text-xs font-medium text-quiet">{t("prompt")}</h2>
          <CopyPrompt prompt={view.recipe.prompt} />
        </div>
        <p dir="auto" className="text-base whitespace-pre-wrap text-text select-text [overflow-wrap:anywhere]">
          {view.recipe.prompt}
        </p>
        {view.recipe.preamble !== "" && (
          <details className="text-sm text-quiet">
            <summary className="min-h-6 cursor-pointer pointer-coarse:min-h-11">{words("viewer")}</summary>
            <p dir="auto" className="whitespace-pre-wrap select-text [overflow-wrap:anywhere]">
              {view.recipe.preamble}
            </p>
          </details>
        )}
      </section>
      {view.check && view.check.findings.length > 0 && (
        <WorthALook key={view.card.id} team={team} id={view.card.id} check={view.check} playback={playback} mayDismiss={mayEdit} />
      )}
      <Note key={view.card.id} team={team} id={view.card.id} note={view.note} mayEdit={mayEdit} />
      <Inputs team={team} view={view} />
      <Folded title={t("lineage.title")} keptAs="viewer.lineage" isFetched>
        <Suspense>
          <Lineage key={view.card.id} team={team} clip={view} />
        </Suspense>
      </Folded>
      {view.video && (
        <Folded title={t("captions.title")} keptAs="viewer.words" isFetched>
          <Suspense>
            <Captions key={view.card.id} team={team} id={view.card.id} mayEdit={mayEdit} playback={playback} />
          </Suspense>
        </Folded>
      )}
      <Folded title={t("all")} keptAs="viewer.facts">
        <Settings view={view} />
        {view.video && <FileFacts video={view.video} check={view.check} shown={shown} />}
        <Cost view={view} />
        <Times view={view} />
        <Attempts view={view} />
        <Provider view={view} />
        <GenerationRequestButton team={team} id={view.card.id} />
      </Folded>
    </div>
  );
}

function CopyPrompt({ prompt }: { prompt: string }) {
  const t = useTranslations("viewer");
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (!(await copyText(prompt))) return;
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button variant="quiet" size="sm" className="-mr-2" onClick={() => void copy()}>
      {isCopied ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      <span aria-live="polite">{isCopied ? t("copied") : t("copyPrompt")}</span>
    </Button>
  );
}

function Inputs({ team, view }: Pick<PlayerDetailsProps, "team"> & { view: ClipView }) {
  const t = useTranslations("viewer");
  const elements = new Map(view.inputs.flatMap(({ element }) => (element ? [[element.id, element.name] as const] : [])));
  const name = (index: number): string => {
    const { role, asset } = view.inputs[index]!;
    if (role !== "reference") return t(`role.${role}`);
    const number = view.inputs.slice(0, index + 1).filter((other) => other.asset.kind === asset.kind).length;
    return t("inputName", { kind: asset.kind, number });
  };
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-xs font-medium text-quiet">{t("inputs")}</h2>
      {elements.size > 0 && (
        <ul aria-label={t("elements")} className="flex flex-wrap gap-1.5">
          {[...elements].map(([id, called]) => (
            <li key={id}>
              <Link
                href={paths.elements(team, id)}
                prefetch={false}
                className="inline-flex min-h-6 items-center rounded-full border border-line px-2.5 text-xs text-text hover:bg-raised pointer-coarse:min-h-11"
              >
                <bdi>{`@${called}`}</bdi>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {view.inputs.length === 0 ? (
        <p className="text-sm text-quiet">{t("noInputs")}</p>
      ) : (
        <ul className="grid grid-cols-3 gap-2">
          {view.inputs.map(({ asset }, index) => (
            <li key={index} className="min-w-0">
              <a
                href={paths.api.asset(asset.id, "original")}
                target="_blank"
                rel="noreferrer"
                title={asset.name}
                className="block rounded-md"
              >
                <span className="flex aspect-square items-center justify-center overflow-hidden rounded-md bg-raised text-quiet">
                  {asset.kind === "audio" ? (
                    <AudioLines aria-hidden="true" className="icon size-6" />
                  ) : (
                    <img src={paths.api.asset(asset.id, "thumbnail")} alt="" loading="lazy" className="size-full object-contain" />
                  )}
                </span>
                <span className="mt-1 block truncate text-xs text-quiet">{name(index)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Settings({ view }: { view: ClipView }) {
  const t = useTranslations("viewer");
  const gallery = useTranslations("gallery");
  const onOff = (value: boolean): string => t(value ? "on" : "off");
  /** What came out, and what was asked for where that is something else. */
  const both = (actual: string | null, asked: string): string =>
    actual === null || actual === asked ? asked : t("asked", { actual, asked });
  const asked = view.recipe.durationSeconds === null ? t("automatic") : gallery("seconds", { count: view.recipe.durationSeconds });
  const actual = view.actual.durationSeconds === null ? null : gallery("seconds", { count: view.actual.durationSeconds });
  const seed = view.recipe.seed ?? view.actual.seed;
  return (
    <Facts
      title={t("settings")}
      rows={[
        [t("mode"), t(`modes.${view.recipe.mode}`)],
        [t("model"), modelLabel(view.recipe.model)],
        [t("resolution"), both(view.actual.resolution, view.recipe.resolution)],
        [t("ratio"), both(view.actual.ratio, view.recipe.ratio === "adaptive" ? t("adaptive") : view.recipe.ratio)],
        [t("duration"), both(actual, asked)],
        [t("seed"), seed === null ? t("random") : String(seed)],
        [t("sound"), onOff(view.recipe.sound)],
        [t("watermark"), onOff(view.recipe.watermark)],
        [t("lastFrame"), onOff(view.recipe.returnLastFrame)],
      ]}
    />
  );
}

interface FileFactsProps {
  video: NonNullable<ClipView["video"]>;
  check: ClipView["check"];
  shown: ShownFile["shown"] | null;
}

function FileFacts({ video, check, shown }: FileFactsProps) {
  const t = useTranslations("viewer");
  const gallery = useTranslations("gallery");
  const format = useFormatter();
  const locale = useLocale();
  const { video: picture, bits, audio } = codecNames(video);
  const codecs = [picture && bits ? t("bits", { codec: picture, bits }) : picture, audio].filter(Boolean).join(" + ");
  return (
    <Facts
      title={t("file")}
      rows={[
        [t("resolution"), t("pixels", { width: String(video.width), height: String(video.height) })],
        [t("length"), gallery("seconds", { count: format.number(video.durationMs / 1000, { maximumFractionDigits: 2 }) })],
        [
          t("frameRate"),
          video.framesPerSecond === null ? null : t("fps", { fps: format.number(video.framesPerSecond, { maximumFractionDigits: 2 }) }),
        ],
        [t("codec"), codecs || null],
        [t("size"), formatBytes(locale, video.sizeBytes)],
        [t("shown"), shown && t(`shownFile.${shown}`)],
        [t("checked.label"), check && t(`checked.${outcomeOf(check)}`, { count: check.findings.length })],
        [gallery("damaged"), video.isDamaged ? gallery("damagedHint") : null],
      ]}
    />
  );
}

function Cost({ view }: { view: ClipView }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const locale = useLocale();
  const line = (tokens: number | null, micros: number | null): string | null => {
    const parts = [
      micros === null ? null : formatMicros(locale, micros),
      tokens === null ? null : `${format.number(tokens)} ${t("tokens")}`,
    ];
    return parts.filter(Boolean).join(" · ") || null;
  };
  return (
    <Facts
      title={t("cost")}
      rows={[
        [t("estimated"), line(view.estimate.tokens, view.estimate.micros)],
        [t("actual"), line(view.actual.tokens, view.actual.micros) ?? t("unknown")],
      ]}
    />
  );
}

function Times({ view }: { view: ClipView }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const { created, accepted, started, finished } = view.times;
  const at = (iso: string | null): ReactNode =>
    iso && <time dateTime={iso}>{format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium" })}</time>;
  return (
    <Facts
      title={t("times")}
      rows={[
        [t("by"), view.card.author.name],
        [t("created"), at(created)],
        [t("accepted"), at(accepted)],
        [t("started"), at(started)],
        [t("finished"), view.card.status === "ready" ? at(finished) : null],
        [t("took"), finished && view.card.status === "ready" ? formatClock((Date.parse(finished) - Date.parse(created)) / 1000) : null],
      ]}
    />
  );
}

/** The ledger: each time that it was, or may have been, sent. */
function Attempts({ view }: { view: ClipView }) {
  const t = useTranslations("viewer");
  const format = useFormatter();
  const at = (iso: string): string => format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium" });
  const { attempts, again, isFound } = view;
  if (attempts.length === 0) return null;
  return (
    <Facts
      title={t("attempts")}
      rows={[
        ...attempts.map(
          ({ number, outcome, sentAt }) =>
            [
              t("attempt", { number }),
              <>
                <time dateTime={sentAt}>{at(sentAt)}</time> · {t(`attemptOutcome.${outcome}`)}
              </>,
            ] as const,
        ),
        [t("submittedAgain"), again && t("submittedAgainBy", { name: again.by ?? "–", time: at(again.at) })],
        [t("foundWord"), isFound ? t("found") : null],
      ]}
    />
  );
}

function Provider({ view }: { view: ClipView }) {
  const t = useTranslations("viewer");
  if (!view.providerTaskId && !view.apiStyle) return null;
  return (
    <Facts
      title={t("provider")}
      rows={[
        [t("taskId"), view.providerTaskId],
        [t("providerModel"), view.actual.model],
        [t("apiStyle"), view.apiStyle],
      ]}
    />
  );
}

function Facts({ title, rows }: { title: string; rows: readonly (readonly [label: string, value: ReactNode])[] }) {
  return (
    <section className="flex flex-col gap-2">
      <h2 className="text-xs font-medium text-quiet">{title}</h2>
      <dl className="flex flex-col text-sm">
        {rows.map(
          ([label, value]) =>
            value !== null && (
              <div key={label} className="flex gap-4 border-t border-line py-1.5">
                <dt className="w-28 shrink-0 text-quiet">{label}</dt>
                <dd className="min-w-0 flex-1 text-text tabular select-text [overflow-wrap:anywhere]">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}
