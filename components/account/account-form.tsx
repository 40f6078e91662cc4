"use client";

import type { ReactNode } from "react";
import { useFormatter, useTranslations } from "use-intl";
import type { useFormAction } from "@/components/data/use-form-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Slate, slateCells } from "@/components/shell/slate";

interface AccountFormProps {
  scene: string;
  title: string;
  description?: ReactNode;
  submitLabel: string;
  date: string;
  form: Pick<ReturnType<typeof useFormAction>, "onSubmit" | "pending" | "attempts" | "formError">;
  children?: ReactNode;
  /** Another way to go on, below the button. */
  after?: ReactNode;
  footer?: ReactNode;
}

/** What the pages of an account have in common: a slate, a few fields, one button. */
export function AccountForm({
  scene,
  title,
  description,
  submitLabel,
  date,
  form: { onSubmit, pending, attempts, formError },
  children,
  after,
  footer,
}: AccountFormProps) {
  const t = useTranslations("common.slate");
  const format = useFormatter();
  return (
    <>
      <Slate cells={slateCells(t, format, { scene, take: attempts + 1, date })} closed={pending}>
        <h1 className="text-xl font-semibold text-balance">{title}</h1>
        {description && <p className="mt-1.5 text-sm text-pretty text-quiet">{description}</p>}
        {/* Rules are told by the server in the reader's language, all at once, and not by the browser one by one. */}
        <form noValidate method="post" onSubmit={onSubmit} className="mt-5 flex flex-col gap-4">
          {children}
          {formError && <Alert>{formError}</Alert>}
          <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
            {submitLabel}
          </Button>
          {after}
        </form>
      </Slate>
      {footer && <p className="mt-5 text-center text-sm text-pretty text-quiet">{footer}</p>}
    </>
  );
}
