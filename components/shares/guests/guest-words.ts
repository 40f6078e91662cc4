import { getTranslations } from "@/lib/i18n/request";

/** The sentences of a guest's form, by the codes of what can be refused. */
export async function guestWords(): Promise<Record<string, string>> {
  const t = await getTranslations("share.problems");
  return {
    ...{ required: t("required"), tooLong: t("tooLong"), wrong: t("wrong"), tooManyAttempts: t("waiting") },
    ...{ "too-many-requests": t("busy"), "too-many-comments": t("full"), "not-found": t("gone"), offline: t("offline") },
  };
}
