import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { GuestPage } from "@/components/shares/guests/guest-page";
import { PassphraseForm } from "@/components/shares/guests/passphrase-form";
import { SharedPage } from "@/components/shares/guests/shared-page";
import { getTranslations } from "@/lib/i18n/request";
import { paths } from "@/lib/shared/paths";
import { openForPage } from "./open-for-page";

interface Props {
  params: Promise<{ token: string }>;
}

/** What a chat shows of a link: nothing of what is behind a passphrase. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { token } = await params;
  const [t, opened] = await Promise.all([getTranslations("share"), openForPage(token)]);
  const view = opened?.kind === "open" && !opened.share.passphraseHash ? opened.view : null;
  const title = view?.title || (view ? t("from", { team: view.team.name }) : t("title"));
  const poster = view?.clips.find(({ hasPoster }) => hasPoster);
  return {
    ...{ title: { absolute: title }, description: null, referrer: "no-referrer" },
    ...(opened && { metadataBase: new URL(opened.origin) }),
    openGraph: { title, type: "website", images: poster ? [paths.api.shared(token, poster.id, "poster")] : [] },
  };
}

export default async function SharePage({ params }: Props) {
  const { token } = await params;
  const opened = await openForPage(token);
  if (!opened) notFound();
  return (
    <GuestPage token={token} team={opened.kind === "open" ? opened.view.team : opened.team}>
      {opened.kind === "open" ? <SharedPage token={token} view={opened.view} threads={opened.threads} /> : <PassphraseForm token={token} />}
    </GuestPage>
  );
}
