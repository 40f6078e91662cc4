"use client";

import { useEffect, useId, useRef, useState, type SubmitEvent } from "react";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast-store";
import { setLimitsAction } from "@/lib/budgets/actions";
import { type DollarProblem, readDollars, writeDollars } from "@/lib/budgets/dollars";
import type { SetLimitsInput } from "@/lib/budgets/schema";
import type { LimitsView } from "@/lib/budgets/view";
import { changesOf, SUMS, type SumName, type Sums } from "./limit-changes";

interface LimitsFormProps {
  team: string;
  limits: LimitsView;
  onSaved: () => void;
}

/** What the team, one project or one person may spend. The stop switch acts at once, the sums with the button. */
export function LimitsForm({ team, limits, onSaved }: LimitsFormProps) {
  const t = useTranslations("spend.limits");
  const words = useTranslations("fields");
  const stopHint = useId();
  const form = useRef<HTMLFormElement>(null);
  const { run, pending, error } = useAction();
  const [saved, setSaved] = useState(limits);
  const [told, setTold] = useState(limits);
  if (told !== limits) {
    // Another owner, or another tab, has changed them.
    setTold(limits);
    setSaved(limits);
  }
  const shown = useRef(saved);
  useEffect(() => {
    for (const name of SUMS) {
      const input = form.current?.elements.namedItem(name) as HTMLInputElement;
      const read = readField(input);
      // What somebody is typing stays; a field that showed what was saved shows what is saved now.
      if (saved[name] !== shown.current[name] && "micros" in read && read.micros === shown.current[name])
        input.value = writeDollars(saved[name]);
    }
    shown.current = saved;
  }, [saved]);
  const [problems, setProblems] = useState<Partial<Record<SumName, DollarProblem>>>({});
  const save = (changes: Omit<SetLimitsInput, "scope" | "subjectId">, said: string) =>
    run(
      () => setLimitsAction(team, { scope: saved.scope, subjectId: saved.subjectId, ...changes }),
      (stored) => {
        setSaved(stored);
        toast({ title: said, tone: "ready" });
        onSaved();
      },
    );

  function onSubmit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const read = readFields(event.currentTarget);
    setProblems(read.problems);
    const [first] = Object.keys(read.problems);
    if (first !== undefined) (event.currentTarget.elements.namedItem(first) as HTMLInputElement).focus();
    else save(changesOf(saved, read.sums), t("saved"));
  }

  return (
    <form ref={form} noValidate onSubmit={onSubmit} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {SUMS.map((name) => (
          <Field key={name} error={problems[name] && words(problems[name])} hint={t(name === "askAbove" ? "askHint" : "hint")}>
            <Label>{t(name)}</Label>
            <Input
              name={name}
              type="number"
              inputMode="decimal"
              min={0}
              step="any"
              autoComplete="off"
              defaultValue={writeDollars(saved[name])}
              // A wheel that means the page must not turn a limit.
              onWheel={(event) => event.currentTarget.blur()}
              className="tabular"
            />
          </Field>
        ))}
      </div>
      {error && <Alert>{error}</Alert>}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div>
          <Switch
            checked={saved.isStopped}
            aria-describedby={stopHint}
            disabled={pending}
            onCheckedChange={(isStopped) => save({ isStopped }, t(isStopped ? "stopOn" : "stopOff"))}
            label={t("stop")}
          />
          <p id={stopHint} className="text-xs text-pretty text-quiet">
            {t("stopHint")}
          </p>
        </div>
        <Button type="submit" variant="primary" pending={pending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

/** A field for numbers keeps a text that is none to itself, and says only that it is bad. */
const readField = (input: HTMLInputElement) => (input.validity.badInput ? { problem: "money" as const } : readDollars(input.value));

function readFields(form: HTMLFormElement) {
  const sums: Partial<Sums> = {};
  const problems: Partial<Record<SumName, DollarProblem>> = {};
  for (const name of SUMS) {
    const read = readField(form.elements.namedItem(name) as HTMLInputElement);
    if ("problem" in read) problems[name] = read.problem;
    else sums[name] = read.micros;
  }
  return { sums, problems };
}
