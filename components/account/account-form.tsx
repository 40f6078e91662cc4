"use client";

import type { ReactNode, SubmitEvent } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Slate } from "@/components/shell/slate";

interface AccountFormProps {
  scene: string;
  title: string;
  description?: ReactNode;
  submitLabel: string;
  /** ISO; when the server made the page, so that server and browser write the same day. */
  date: string;
  pending: boolean;
  attempts: number;
  error: string | undefined;
  onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  children?: ReactNode;
  footer?: ReactNode;
}

/** What the pages of an account have in common: a slate, a few fields, one button. */
export function AccountForm({
  scene,
  title,
  description,
  submitLabel,
  date,
  pending,
  attempts,
  error,
  onSubmit,
  children,
  footer,
}: AccountFormProps) {
  const t = useTranslations("common.slate");
  const format = useFormatter();
  const day = format.dateTime(new Date(date), { year: "numeric", month: "2-digit", day: "2-digit" });
  return (
    <>
      <Slate words={{ scene: t("scene"), take: t("take"), date: t("date") }} scene={scene} take={attempts + 1} date={day} closed={pending}>
        <h1 className="text-xl font-semibold text-balance">{title}</h1>
        {description && <p className="mt-1.5 text-sm text-pretty text-quiet">{description}</p>}
        {/* Rules are told by the server in the reader's language, all at once, and not by the browser one by one. */}
        <form noValidate method="post" onSubmit={onSubmit} className="mt-5 flex flex-col gap-4">
          {children}
          {error && <Alert>{error}</Alert>}
          <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
            {submitLabel}
          </Button>
        </form>
      </Slate>
      {footer && <p className="mt-5 text-center text-sm text-pretty text-quiet">{footer}</p>}
    </>
  );
}
