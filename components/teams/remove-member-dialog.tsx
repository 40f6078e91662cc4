"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { useAction } from "@/components/data/use-action";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Dialog, DialogFooter } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { paths } from "@/lib/shared/paths";
import { removeMemberAction } from "@/lib/teams/actions";
import type { MemberView } from "@/lib/teams/view";

interface RemoveMemberDialogProps {
  team: { slug: string; name: string };
  member: MemberView;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** They are out: the row need not wait for the page to know it. */
  onRemoved: () => void;
}

/** Taking someone's way in away cannot be undone by a click, so it is asked first. */
export function RemoveMemberDialog({ team, member, open, onOpenChange, onRemoved }: RemoveMemberDialogProps) {
  const t = useTranslations("teams");
  const common = useTranslations("common");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const words = member.isYou ? "leave" : "remove";
  const values = { name: member.name, team: team.name };
  function remove() {
    run(
      () => removeMemberAction(team.slug, { userId: member.userId }),
      () => {
        onOpenChange(false);
        if (member.isYou) return window.location.assign(paths.home());
        onRemoved();
        toast({ title: t("remove.done", values) });
        router.refresh();
      },
    );
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t(`${words}.title`, values)} description={t(`${words}.body`, values)}>
      {error && <Alert>{error}</Alert>}
      <DialogFooter>
        <Button onClick={() => onOpenChange(false)}>{common("cancel")}</Button>
        <Button variant="danger" pending={pending} onClick={remove}>
          {t(`${words}.confirm`)}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
