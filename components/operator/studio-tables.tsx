import { Badge } from "@/components/ui/badge";
import { CircleAlert, CircleCheck } from "@/components/ui/icons";
import { getFormatter, getTranslations } from "@/lib/i18n/request";
import type { JobsView, OpenClipsView, WorkerView } from "@/lib/studio/operator/view";
import { cellClasses, WideTable } from "./wide-table";

/** A moment so many seconds ago, in words. */
async function agoWords() {
  const [format, now] = [await getFormatter(), new Date()];
  return (seconds: number) => format.relativeTime(new Date(now.getTime() - seconds * 1000), now);
}

/** Clips of all teams that are not over, by state. */
export async function OpenClipsTable({ clips }: { clips: readonly OpenClipsView[] }) {
  const [t, status, reasons, ago] = await Promise.all([
    getTranslations("operator.clips"),
    getTranslations("status"),
    getTranslations("gallery.waitingFor"),
    agoWords(),
  ]);
  const columns = (["status", "count", "oldest", "reason"] as const).map((key) => ({ key, name: t(`columns.${key}`) }));
  // Of many that wait for a place no one is the next.
  const reasonOf = (reason: string) => (reason === "turn" || !reasons.has(reason) ? t("turn") : reasons(reason, { ahead: 0 }));
  if (clips.length === 0) return <p className="text-sm text-quiet">{t("none")}</p>;
  return (
    <WideTable caption={t("title")} columns={columns}>
      {clips.map(({ status: one, reason, count, oldestSeconds }) => (
        <tr key={`${one} ${reason}`}>
          <th scope="row" className={`${cellClasses} text-left font-normal whitespace-nowrap`}>
            {status(one)}
          </th>
          <td className={cellClasses}>{count}</td>
          <td className={`${cellClasses} whitespace-nowrap`}>{ago(oldestSeconds)}</td>
          <td className={`${cellClasses} min-w-40 text-pretty`}>{reason === null ? "–" : reasonOf(reason)}</td>
        </tr>
      ))}
    </WideTable>
  );
}

/** What the worker has to do. The names are those of the code and of its log. */
export async function JobsTable({ jobs }: { jobs: readonly JobsView[] }) {
  const [t, ago] = await Promise.all([getTranslations("operator.jobs"), agoWords()]);
  const columns = (["name", "waiting", "oldest", "active", "failed"] as const).map((key) => ({ key, name: t(`columns.${key}`) }));
  if (jobs.length === 0) return <p className="text-sm text-quiet">{t("none")}</p>;
  return (
    <WideTable caption={t("title")} columns={columns}>
      {jobs.map(({ name, waiting, oldestSeconds, active, failed }) => (
        <tr key={name}>
          <th scope="row" className={`${cellClasses} text-left font-mono text-xs font-normal`}>
            {name}
          </th>
          <td className={cellClasses}>{waiting}</td>
          <td className={`${cellClasses} whitespace-nowrap`}>{oldestSeconds === null ? t("notDue") : ago(oldestSeconds)}</td>
          <td className={cellClasses}>{active}</td>
          <td className={cellClasses}>{failed}</td>
        </tr>
      ))}
    </WideTable>
  );
}

/** Who does it. */
export async function WorkersTable({ workers }: { workers: readonly WorkerView[] }) {
  const [t, format] = await Promise.all([getTranslations("operator.workers"), getFormatter()]);
  const columns = (["id", "state", "seen", "started", "version"] as const).map((key) => ({ key, name: t(`columns.${key}`) }));
  const moment = (iso: string) => format.dateTime(new Date(iso), { dateStyle: "medium", timeStyle: "medium" });
  if (workers.length === 0) return <p className="text-sm text-pretty">{t("none")}</p>;
  return (
    <WideTable caption={t("title")} columns={columns}>
      {workers.map(({ id, isAlive, seenAt, startedAt, version }) => (
        <tr key={id}>
          <th scope="row" className={`${cellClasses} max-w-40 truncate text-left font-mono text-xs font-normal`} title={id}>
            {id}
          </th>
          <td className={cellClasses}>
            <Badge tone={isAlive ? "ready" : "neutral"}>
              {isAlive ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
              {t(isAlive ? "alive" : "silent")}
            </Badge>
          </td>
          <td className={`${cellClasses} whitespace-nowrap`}>{moment(seenAt)}</td>
          <td className={`${cellClasses} whitespace-nowrap`}>{moment(startedAt)}</td>
          <td className={cellClasses}>{version}</td>
        </tr>
      ))}
    </WideTable>
  );
}
