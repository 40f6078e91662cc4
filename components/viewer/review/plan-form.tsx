"use client";

import { useTranslations } from "use-intl";
import { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Field, Label } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { planReviewAction } from "@/lib/generations/review/actions";
import type { ReviewView } from "@/lib/generations/review/view";
import type { Reviewing } from "./use-review";

interface PlanFormProps {
  reviewing: Reviewing;
  review: ReviewView;
  onDone: () => void;
}

/** Who is to look at the clip, and by when. */
export function PlanForm({ reviewing: { team, clipId, show }, review, onDone }: PlanFormProps) {
  const t = useTranslations("review");
  const common = useTranslations("common");
  const { onSubmit, pending, fieldError, formError } = useFormAction({
    submit: (data) =>
      planReviewAction(team, {
        id: clipId,
        reviewers: data.getAll("reviewer").map(String),
        dueOn: String(data.get("dueOn") ?? "") || null,
      }),
    onDone: (now) => {
      show(now);
      onDone();
    },
  });
  const asked = new Set(review.reviewers.filter(({ isAsked }) => isAsked).map(({ id }) => id));
  return (
    <form noValidate method="post" onSubmit={onSubmit} className="flex flex-col gap-3 rounded-md border border-line p-3">
      <fieldset className="flex flex-col">
        <legend className="mb-1 text-sm font-medium">{t("askWhom")}</legend>
        {review.members
          .filter(({ mayReview }) => mayReview)
          .map(({ id, name }, index) => (
            <label key={id} className="flex min-h-8 items-center gap-2 text-sm pointer-coarse:min-h-11">
              <input
                type="checkbox"
                name="reviewer"
                value={id}
                defaultChecked={asked.has(id)}
                autoFocus={index === 0}
                className="size-4 accent-tungsten"
              />
              <bdi className="truncate">{name}</bdi>
            </label>
          ))}
      </fieldset>
      <Field error={fieldError("dueOn")}>
        <Label>{t("dueOn")}</Label>
        <Input type="date" name="dueOn" defaultValue={review.dueOn ?? ""} />
      </Field>
      {(formError ?? fieldError("reviewers")) && <Alert>{formError ?? fieldError("reviewers")}</Alert>}
      <div className="flex gap-2">
        <Button type="submit" size="sm" variant="primary" pending={pending}>
          {t("save")}
        </Button>
        <Button size="sm" onClick={onDone}>
          {common("cancel")}
        </Button>
      </div>
    </form>
  );
}
