"use client";

import type { UseQueryResult } from "@tanstack/react-query";
import { useFormatter, useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { RequestPreview } from "@/lib/generations/request-preview/view";
import { RequestError } from "@/components/data/fetch-json";
import { onItsOwn } from "../uncertain/on-its-own";
import { RequestBody } from "./request-body";
import { RequestInputs, RequestPrompt } from "./request-parts";

interface RequestDialogProps {
  kind: "draft" | "generation";
  query: UseQueryResult<RequestPreview>;
  onClose: () => void;
}

/** One request as the provider reads it: the words, the files behind their numbers, and the body in four spellings. */
export function RequestDialog({ kind, query, onClose }: RequestDialogProps) {
  const t = useTranslations("request");
  const format = useFormatter();
  const { data } = query;
  const description = (): string | undefined => {
    if (kind === "draft") return t("draftBody");
    if (!data) return undefined;
    if (data.sentAt === null) return t("waitingBody");
    return t("sentBody", { date: format.dateTime(new Date(data.sentAt), { dateStyle: "medium", timeStyle: "medium" }) });
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t(kind === "draft" || data?.source === "compiled" ? "titleDraft" : "titleSent")}
      description={description()}
      {...onItsOwn(onClose)}
      className="md:w-[min(52rem,calc(100vw-2rem))]"
    >
      {data ? (
        <>
          <RequestPrompt prompt={data.prompt} />
          {data.inputs.length > 0 && <RequestInputs inputs={data.inputs} />}
          <RequestBody preview={data} />
        </>
      ) : query.error ? (
        <Problem error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <p role="status" className="flex items-center gap-2 py-6 text-sm text-quiet">
          <Spinner /> {t("loading")}
        </p>
      )}
    </Dialog>
  );
}

function Problem({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const t = useTranslations("request");
  const errors = useTranslations("errors");
  const common = useTranslations("common");
  const refusal = error instanceof RequestError ? error.error : null;
  return (
    <>
      <Alert>{refusal ? errors(refusal.code, refusal.values) : common("offline")}</Alert>
      <DialogFooter>
        <Button onClick={onRetry}>{t("retry")}</Button>
      </DialogFooter>
    </>
  );
}
