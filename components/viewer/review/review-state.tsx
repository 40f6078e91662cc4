"use client";

import { CalendarDays, CircleDashed, Ellipsis, Lock, LockOpen, ThumbsDown, ThumbsUp, UserPlus } from "@/components/ui/icons";
import { type ReactNode, useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Button, buttonVariants } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/menu";
import { roleMay } from "@/lib/access/permissions";
import { dismissAction, lockClipAction } from "@/lib/generations/review/actions";
import type { ReviewerView, ReviewView } from "@/lib/generations/review/view";
import type { ClipVerdict } from "@/lib/generations/view";
import { PlanForm } from "./plan-form";
import type { Reviewing } from "./use-review";

const TONES = { needed: "neutral", approved: "ready", rejected: "uncertain" } as const;
const ICONS = { needed: CircleDashed, approved: ThumbsUp, rejected: ThumbsDown } as const;

/** How a clip stands in its review: what follows from what each person said, by when, and whether it is locked. */
export function ReviewState({ reviewing, review }: { reviewing: Reviewing; review: ReviewView }) {
  const t = useTranslations("review");
  const { team, user, clipId, show, mayReview } = reviewing;
  const [isPlanning, setPlanning] = useState(false);
  const { run, pending, error } = useAction();
  const { verdict, reviewers, locked, dueOn } = review;
  const lock = (isLocked: boolean): void => run(() => lockClipAction(team, { id: clipId, isLocked }), show);
  const mayMark = roleMay(user.role, "generations.mark");
  const mayPlan = mayMark && !locked;
  const mayDismiss = roleMay(user.role, "review.moderate") && !locked;
  const dismiss = (userId: string): void => run(() => dismissAction(team, { id: clipId, userId }), show);
  return (
    <section aria-label={t("review")} className="flex flex-col gap-3 border-b border-line p-5">
      <div className="flex min-h-7 flex-wrap items-center gap-2">
        <h2 className="text-xs font-medium text-quiet">{t("review")}</h2>
        <StateBadge verdict={verdict} />
        {dueOn && <Due dueOn={dueOn} isOpen={verdict === null} />}
        {mayPlan && (
          <Menu>
            <MenuTrigger
              aria-label={t("moreReview")}
              className={`${buttonVariants({ variant: "quiet", size: "sm" })} -mr-2 ml-auto px-1.5`}
            >
              <Ellipsis aria-hidden="true" />
            </MenuTrigger>
            <MenuContent aria-label={t("moreReview")} placement={{ align: "end" }}>
              <MenuItem onSelect={() => setPlanning(true)}>
                <UserPlus aria-hidden="true" />
                {t("ask")}
              </MenuItem>
            </MenuContent>
          </Menu>
        )}
      </div>
      {reviewers.length > 0 && (
        <ul aria-label={t("reviewers")} className="flex flex-col gap-1">
          {reviewers.map((one) => (
            <Reviewer
              key={one.id}
              reviewer={one}
              pending={pending}
              onDismiss={mayDismiss && one.verdict === "rejected" && one.id !== user.id ? () => dismiss(one.id) : null}
            />
          ))}
        </ul>
      )}
      {isPlanning && <PlanForm reviewing={reviewing} review={review} onDone={() => setPlanning(false)} />}
      {mayReview && !locked && !mayMark && <OwnWord reviewing={reviewing} />}
      {locked && <p className="text-sm text-quiet">{t("lockedBy", { name: locked.by })}</p>}
      {mayMark && (locked || verdict === "approved") && (
        <Button size="sm" className="w-fit" pending={pending} onClick={() => lock(!locked)}>
          {locked ? <LockOpen aria-hidden="true" /> : <Lock aria-hidden="true" />}
          {t(locked ? "unlock" : "lock")}
        </Button>
      )}
      {error && <Alert>{error}</Alert>}
    </section>
  );
}

function StateBadge({ verdict }: { verdict: ClipVerdict | null }) {
  const t = useTranslations("review.state");
  const state = verdict ?? "needed";
  const Icon = ICONS[state];
  return (
    <Badge data-slot="review-state" tone={TONES[state]}>
      <Icon aria-hidden="true" />
      {t(state)}
    </Badge>
  );
}

/** A day is the same day everywhere: no clock is asked what time zone it means. */
function Due({ dueOn, isOpen }: { dueOn: string; isOpen: boolean }) {
  const t = useTranslations("review");
  const format = useFormatter();
  const day = format.dateTime(new Date(dueOn), { dateStyle: "medium", timeZone: "UTC" });
  const isLate = isOpen && dueOn < new Date().toLocaleDateString("sv");
  return (
    <span className={`flex items-center gap-1 text-xs ${isLate ? "text-failed" : "text-quiet"} [&_svg]:icon [&_svg]:size-3`}>
      <CalendarDays aria-hidden="true" />
      {t(isLate ? "late" : "due", { day })}
    </span>
  );
}

interface ReviewerProps {
  reviewer: ReviewerView;
  pending: boolean;
  /** null: nobody can, or not whoever looks. */
  onDismiss: (() => void) | null;
}

function Reviewer({ reviewer: { name, verdict }, pending, onDismiss }: ReviewerProps) {
  const t = useTranslations("review");
  return (
    <li className="flex min-h-7 items-center gap-2 text-sm">
      <Avatar name={name} className="size-6" />
      <bdi className="min-w-0 truncate">{name}</bdi>
      <span className="ml-auto text-xs text-quiet">{verdict ? t(`state.${verdict}`) : t("asked")}</span>
      {onDismiss && (
        <Button size="sm" variant="quiet" className="-mr-2" pending={pending} aria-label={t("dismissOf", { name })} onClick={onDismiss}>
          {t("dismiss")}
        </Button>
      )}
    </li>
  );
}

/** For a reviewer; whoever marks clips has these two among the marks. */
function OwnWord({ reviewing: { own, judge, judging } }: { reviewing: Reviewing }) {
  const t = useTranslations("marks");
  const { pending, error } = judging;
  const button = (verdict: ClipVerdict, label: string, shortcut: string, icon: ReactNode) => (
    <Button
      size="sm"
      aria-keyshortcuts={shortcut}
      pending={pending}
      aria-pressed={own === verdict}
      className="aria-pressed:bg-raised"
      onClick={() => judge(verdict)}
    >
      {icon}
      {label}
    </Button>
  );
  return (
    <div className="flex flex-wrap gap-2">
      {button("approved", t("approve"), "A", <ThumbsUp aria-hidden="true" />)}
      {button("rejected", t("reject"), "X", <ThumbsDown aria-hidden="true" />)}
      {error && <Alert>{error}</Alert>}
    </div>
  );
}
