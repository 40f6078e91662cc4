"use client";

import { Suspense } from "react";
import { late } from "@/components/ui/late";
import { useAtFirstTouch } from "@/components/ui/use-at-first-touch";
import { useComposer } from "../engine/composer-context";

// There is nothing to say before somebody did something.
const loadLines = () => import("./notice-lines");
const ConflictLine = late(async () => (await loadLines()).ConflictLine);
const AskLine = late(async () => (await loadLines()).AskLine);
const NoticeLine = late(async () => (await loadLines()).NoticeLine);
const MentionsLine = late(async () => (await loadLines()).MentionsLine);
const WaitingLine = late(async () => (await loadLines()).WaitingLine);
const SubmitErrorLine = late(async () => (await loadLines()).SubmitErrorLine);

const LINES = [ConflictLine, AskLine, NoticeLine, MentionsLine, WaitingLine, SubmitErrorLine];
const fetchLines = () => Promise.all(LINES.map((line) => line.fetch()));

/** One line above the rest: what was just done for the person and the way back, or what has to be answered. */
export function Notices() {
  useAtFirstTouch(fetchLines);
  const theirs = useComposer((snapshot) => snapshot.theirs);
  const asked = useComposer((snapshot) => snapshot.asking?.[0]?.name);
  const notice = useComposer((snapshot) => snapshot.notice);
  const mentions = useComposer((snapshot) => snapshot.mentions);
  const waiting = useComposer((snapshot) => snapshot.waiting);
  const error = useComposer((snapshot) => snapshot.submitError);
  // What is read out aloud has a place that was there before.
  return (
    <>
      <Suspense>{theirs && <ConflictLine theirs={theirs} />}</Suspense>
      <Suspense>{asked !== undefined && <AskLine name={asked} />}</Suspense>
      <div role="status" className="empty:hidden">
        <Suspense>{notice && <NoticeLine notice={notice} />}</Suspense>
      </div>
      <div role="alert" className="empty:hidden">
        <Suspense>{mentions && <MentionsLine mentions={mentions} />}</Suspense>
      </div>
      <Suspense>{waiting && <WaitingLine />}</Suspense>
      <div role="alert" className="empty:hidden">
        <Suspense>{error && <SubmitErrorLine error={error} />}</Suspense>
      </div>
    </>
  );
}
