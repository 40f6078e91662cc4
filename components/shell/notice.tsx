import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { Slate, slateCells } from "./slate";

interface NoticeProps {
  /** Where its words are: `scene` for the slate's head, `title`, `body` and `action`. */
  words: Parameters<typeof getTranslations>[0];
  values?: Record<string, string>;
  /** Where it leads, or what else can be done; nothing for people who have no other page here. */
  action?: string | ((label: string) => ReactNode);
}

/** A page that has only one thing to say, and where to go from there. */
export async function Notice({ words, values, action }: NoticeProps) {
  const [t, slate, format] = await Promise.all([getTranslations(words), getTranslations("common.slate"), getFormatter()]);
  return (
    <Slate cells={slateCells(slate, format, { scene: t("scene"), date: new Date().toISOString() })}>
      <h1 className="text-xl font-semibold text-balance">{t("title")}</h1>
      <div className="mt-1.5 text-sm text-pretty text-quiet">{t("body", values)}</div>
      {action && (
        <div className="mt-6">
          {typeof action === "string" ? (
            <a href={action} className={buttonVariants({ variant: "primary", size: "lg", className: "w-full" })}>
              {t("action")}
            </a>
          ) : (
            action(t("action"))
          )}
        </div>
      )}
    </Slate>
  );
}
