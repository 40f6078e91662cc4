import { notFound } from "next/navigation";
import { SharedFilm, SharedPlayer } from "@/components/shares/guests/shared-player";
import { GuestWatch } from "@/components/shares/guests/guest-watch";
import { getTranslations, titled } from "@/lib/i18n/request";
import { countViewAction } from "@/lib/shares/guests/actions";
import { isPreparing } from "@/lib/shares/view";
import { openForPage } from "@/app/s/[token]/open-for-page";

export const generateMetadata = titled("share", { referrer: "no-referrer" });

/** What a link shows, in a frame of another site: the clips and nothing else. */
export default async function EmbedPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, opened] = await Promise.all([getTranslations("share"), openForPage(token)]);
  if (opened?.kind !== "open" || !opened.share.allowsEmbed) notFound();
  const { film, clips, title } = opened.view;
  return (
    <main data-theme="dark" className="flex min-h-dvh flex-col justify-center gap-2 bg-black">
      <h1 className="sr-only">{title || t("title")}</h1>
      {film ? (
        <SharedFilm
          token={token}
          film={film}
          label={title || t("film")}
          waiting={{ preparing: t("preparing"), unlabelled: t("unlabelled") }}
        />
      ) : (
        clips.map((clip, index) => (
          <SharedPlayer
            key={clip.id}
            {...{ token, clip }}
            words={{ preparing: t("preparing"), captions: t("captions") }}
            label={clip.name ?? t("clip", { number: index + 1 })}
          />
        ))
      )}
      <GuestWatch token={token} count={countViewAction} events={null} isPreparing={isPreparing(opened.view)} />
    </main>
  );
}
