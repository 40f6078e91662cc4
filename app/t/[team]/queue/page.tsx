import { AlarmHistory } from "@/components/alarms/alarm-history";
import { AddMachine } from "@/components/queue/add-machine";
import { Queue } from "@/components/queue/queue";
import { UnclaimedLink } from "@/components/unclaimed/unclaimed-link";
import { Messages } from "@/components/shell/messages";
import { may } from "@/lib/access/permissions";
import { requireMember } from "@/lib/access/callers/require-member";
import { mayAddMachines } from "@/lib/studio/make-join-code";
import { listAlarmHistory } from "@/lib/studio/alarms/queries";
import { titled } from "@/lib/i18n/request";
import { getQueue } from "@/lib/queue/queries";
import { paths } from "@/lib/shared/paths";
import { countUndecided } from "@/lib/generations/searching/tray/queries";
import { isTrayOwner } from "@/lib/generations/searching/tray/tray-owner";
import { readSlug } from "@/lib/shared/slug";

export const generateMetadata = titled("queue");

export default async function QueuePage({ params }: { params: Promise<{ team: string }> }) {
  const slug = readSlug((await params).team);
  const { actor, user } = await requireMember(slug, paths.queue(slug));
  const [queue, history, tray, addsMachines] = await Promise.all([
    getQueue(actor),
    may(actor, "alarms.read") ? listAlarmHistory(actor) : null,
    isTrayOwner(actor).then((isOwner) => (isOwner ? countUndecided(actor) : null)),
    mayAddMachines(actor),
  ]);
  return (
    <Messages namespaces={["queue", "gallery", "status", "retry", ...(history ? (["alarms"] as const) : [])]}>
      <div data-slot="queue-page" className="flex w-full max-w-reading flex-col gap-6 py-8 gutter">
        <Queue
          team={slug}
          person={{ userId: user.id, role: actor.role }}
          initial={queue}
          may={{ create: may(actor, "generations.create"), release: may(actor, "hold.release") }}
        >
          {tray !== null && <UnclaimedLink team={slug} count={tray} />}
          {addsMachines && <AddMachine team={slug} />}
        </Queue>
        {history && <AlarmHistory team={slug} initial={history} />}
      </div>
    </Messages>
  );
}
