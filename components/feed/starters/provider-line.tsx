import Link from "next/link";
import { getTranslations } from "@/lib/i18n/request";

interface ProviderLineProps {
  state: "emulator" | "connected" | "missing";
  /** Whom the team buys from, by its own name. */
  host: string;
  /** Where a key is entered; null for whoever may not. */
  settings: string | null;
}

/** Who makes the clips now, and the way to a real key. */
export async function ProviderLine({ state, host, settings }: ProviderLineProps) {
  const t = await getTranslations("starters.provider");
  return (
    <p className="text-sm text-pretty text-quiet">
      {t(state, { host })}{" "}
      {state !== "connected" &&
        (settings === null ? (
          t("askOwner")
        ) : (
          <Link href={settings} className="font-medium text-text underline underline-offset-2">
            {t("addKey")}
          </Link>
        ))}
    </p>
  );
}
