import { useTranslations } from "use-intl";
import { commandsOf } from "./keys";

/** The list of the keys that do something for whoever is looking. */
export function PlayerHelp({ player }: { player: Parameters<typeof commandsOf>[0] }) {
  const t = useTranslations("viewer");
  return (
    <div
      data-slot="player-help"
      role="note"
      aria-label={t("help.title")}
      className="absolute bottom-4 left-4 z-10 animate-rise rounded-lg border border-line bg-overlay p-4 shadow-float"
    >
      <h2 className="mb-2 text-sm font-semibold">{t("help.title")}</h2>
      <dl className="grid grid-cols-[auto_auto] gap-x-6 gap-y-1 text-sm">
        {commandsOf(player).map(({ id, label }) => (
          <div key={id} className="contents">
            <dt className="text-quiet">{t(`help.${id}`)}</dt>
            <dd className="text-right font-mono text-xs leading-5">{label}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
