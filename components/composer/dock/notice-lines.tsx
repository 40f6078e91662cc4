"use client";

import { CircleAlert, X } from "@/components/ui/icons";
import { useFormatter, useTranslations } from "use-intl";
import { shortPrompt } from "@/components/clip/words";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/shared/cn";
import { useEngine } from "../engine/composer-context";
import type { ComposerSnapshot } from "../engine/composer-snapshot";
import { stateFromDraft } from "../engine/composer-state";
import { compiledPrompt } from "../engine/follow-mentions";

type Said<N extends keyof ComposerSnapshot> = NonNullable<ComposerSnapshot[N]>;

/** Another tab changed the draft meanwhile. */
export function ConflictLine({ theirs }: { theirs: Said<"theirs"> }) {
  const t = useTranslations("composer.conflict");
  const engine = useEngine();
  const prompt = compiledPrompt(stateFromDraft(theirs));
  return (
    <div role="group" aria-label={t("label")} className="flex flex-wrap items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 text-sm">
      <p role="alert" className="min-w-0 flex-1">
        {prompt.trim() ? t("changed", { prompt: shortPrompt(prompt, 60) }) : t("emptied")}
      </p>
      <Button size="sm" onClick={engine.keepMine}>
        {t("keepMine")}
      </Button>
      <Button size="sm" onClick={engine.takeTheirs}>
        {t("takeTheirs")}
      </Button>
    </div>
  );
}

/** A file that was pasted or dropped beside the places: what it is for. */
export function AskLine({ name }: { name: string }) {
  const t = useTranslations("composer.ask");
  const engine = useEngine();
  return (
    <div role="group" aria-label={t("label")} className="flex flex-wrap items-center gap-2 rounded-lg bg-raised py-1.5 pr-1.5 pl-3 text-sm">
      <p role="status" className="min-w-0 flex-1 truncate">
        {t("question", { name })}
      </p>
      <Button size="sm" onClick={() => engine.answerAsking("firstFrame")}>
        {t("firstFrame")}
      </Button>
      <Button size="sm" onClick={() => engine.answerAsking("references")}>
        {t("reference")}
      </Button>
      <Button size="icon" variant="quiet" className="size-7 min-h-7" aria-label={t("cancel")} onClick={() => engine.answerAsking(null)}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}

export function NoticeLine({ notice }: { notice: Said<"notice"> }) {
  const t = useTranslations("composer.notices");
  return (
    <p className="flex items-center gap-2 rounded-lg bg-raised py-1 pr-1 pl-3 text-sm">
      <span className="min-w-0 flex-1">{t(notice.code)}</span>
      <Button size="sm" variant="quiet" className="text-text underline underline-offset-2" onClick={notice.undo}>
        {t("undo")}
      </Button>
    </p>
  );
}

/** Paid for before it is noticed, so it is asked: the prompt names a file that is not there. */
export function MentionsLine({ mentions }: { mentions: Said<"mentions"> }) {
  const t = useTranslations("composer");
  const format = useFormatter();
  const engine = useEngine();
  return (
    <p className="flex items-center gap-2 rounded-lg border border-uncertain/40 py-1 pr-1 pl-3 text-sm">
      <span className="min-w-0 flex-1">
        {t("submit.mentions", { names: format.list(mentions.map(({ kind, number }) => t(`references.number.${kind}`, { number }))) })}
      </span>
      <Button
        size="sm"
        variant="quiet"
        className="text-text underline underline-offset-2"
        onClick={() => void engine.submit(() => undefined, { anyway: true })}
      >
        {t("submit.anyway")}
      </Button>
    </p>
  );
}

export function WaitingLine() {
  const t = useTranslations("composer.submit");
  const engine = useEngine();
  return (
    <p className="flex items-center gap-2 rounded-lg bg-raised py-1 pr-1 pl-3 text-sm">
      <span className="min-w-0 flex-1">{t("waitingLong")}</span>
      <Button size="sm" variant="quiet" className="text-text underline underline-offset-2" onClick={engine.stopWaiting}>
        {t("stopWaiting")}
      </Button>
    </p>
  );
}

export function SubmitErrorLine({ error }: { error: Said<"submitError"> }) {
  const t = useTranslations("composer.submit");
  const errors = useTranslations("errors");
  const problems = useTranslations("problems");
  const engine = useEngine();
  const isBack = error.code === "reconnected";
  const fields = error.code === "bad-input" && "fields" in error && error.fields ? Object.values(error.fields) : [];
  const items = ("items" in error && error.items) || [];
  return (
    <div
      className={cn("flex items-start gap-2 rounded-lg border base:border-line py-1.5 pr-1.5 pl-3 text-sm", !isBack && "border-failed/40")}
    >
      {!isBack && <CircleAlert aria-hidden="true" className="icon mt-0.5 text-failed" />}
      <div className="min-w-0 flex-1">
        <p>
          {error.code === "offline" || error.code === "reconnected"
            ? t(error.code)
            : errors(error.code, "values" in error ? error.values : undefined)}
          {items.length > 1 && ` ${t("noneMade", { count: items.length })}`}
        </p>
        {fields.map(
          ({ code, values }, index) => problems.has(code as "promptEmpty") && <p key={index}>{problems(code as "promptEmpty", values)}</p>,
        )}
        {"ref" in error && error.ref && <p className="font-mono text-xs text-quiet">{t("reference", { ref: error.ref })}</p>}
      </div>
      {isBack && (
        <Button size="sm" onClick={() => void engine.submit(() => undefined)}>
          {t("generate")}
        </Button>
      )}
      <Button size="icon" variant="quiet" className="size-7 min-h-7" aria-label={t("dismiss")} onClick={engine.dismissSubmitError}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}
