import { Inbox } from "@/components/ui/icons";
import Link from "next/link";
import { buttonVariants } from "@/components/ui/button";
import { getTranslations } from "@/lib/i18n/request";
import { cn } from "@/lib/shared/cn";
import { paths } from "@/lib/shared/paths";

/** The way to the owner's tray, with how many wait in it; `countUndecided` counts them. Rendered on the server. */
export async function UnclaimedLink({ team, count }: { team: string; count: number }) {
  const t = await getTranslations("unclaimed");
  return (
    <Link
      data-slot="unclaimed-link"
      href={paths.unclaimed(team)}
      className={cn(buttonVariants({ variant: count > 0 ? "secondary" : "quiet" }))}
    >
      <Inbox aria-hidden="true" />
      {count > 0 ? t("link", { count }) : t("linkEmpty")}
    </Link>
  );
}
