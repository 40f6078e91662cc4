import { buttonVariants } from "@/components/ui/button";
import { inputClasses } from "@/components/ui/input-classes";
import { cn } from "@/lib/shared/cn";
import { getTranslations } from "@/lib/i18n/request";
import { unlockShareAction } from "@/lib/shares/guests/actions";
import { GuestForm } from "./guest-form";
import { guestWords } from "./guest-words";

/** Asks a guest for the passphrase of a link. Before it is right, nothing of what is behind it is told. */
export async function PassphraseForm({ token }: { token: string }) {
  const [t, words] = await Promise.all([getTranslations("share.passphrase"), guestWords()]);
  return (
    <div className="mx-auto flex w-full max-w-[25rem] flex-col gap-4 px-4 pt-[max(1rem,12vh)] pb-16">
      <div>
        <h1 className="text-xl font-semibold text-balance">{t("title")}</h1>
        <p className="mt-1.5 text-sm text-pretty text-quiet">{t("body")}</p>
      </div>
      <GuestForm call={unlockShareAction} about={{ token }} words={words} className="flex flex-col gap-3">
        <label className="flex flex-col gap-1.5 text-sm font-medium">
          {t("label")}
          {/* A browser that offers to keep it would keep it under the studio's name, not the link's. */}
          <input
            name="passphrase"
            type="text"
            required
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="none"
            className={cn(inputClasses, "h-control")}
          />
        </label>
        <button type="submit" className={buttonVariants({ variant: "primary", size: "lg" })}>
          {t("submit")}
        </button>
      </GuestForm>
    </div>
  );
}
