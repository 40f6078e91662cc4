import type { ReactNode } from "react";
import { buttonVariants } from "@/components/ui/button";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import { Slate } from "./slate";

interface NoticeProps {
  /** One word for the slate's head. */
  scene: string;
  title: string;
  body: ReactNode;
  action: ReactNode;
}

/** A page that has only one thing to say, and where to go from there. */
export async function Notice({ scene, title, body, action }: NoticeProps) {
  const [t, format] = await Promise.all([getTranslations("common.slate"), getFormatter()]);
  const date = format.dateTime(new Date(), { year: "numeric", month: "2-digit", day: "2-digit" });
  return (
    <Slate words={{ scene: t("scene"), take: t("take"), date: t("date") }} scene={scene} date={date}>
      <h1 className="text-xl font-semibold text-balance">{title}</h1>
      <div className="mt-1.5 text-sm text-pretty text-quiet">{body}</div>
      <div className="mt-6">{action}</div>
    </Slate>
  );
}

export function NoticeLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} className={buttonVariants({ variant: "primary", size: "lg", className: "w-full" })}>
      {children}
    </a>
  );
}
