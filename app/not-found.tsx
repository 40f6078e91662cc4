import type { Metadata } from "next";
import { Notice, NoticeLink } from "@/components/shell/notice";
import { PlainPage } from "@/components/shell/plain-page";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common.notFound");
  return { title: t("title") };
}

export default async function NotFound() {
  const t = await getTranslations("common.notFound");
  return (
    <PlainPage>
      <Notice scene={t("scene")} title={t("title")} body={t("body")} action={<NoticeLink href={paths.home()}>{t("action")}</NoticeLink>} />
    </PlainPage>
  );
}
