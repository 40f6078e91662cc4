import { reach } from "@/components/data/outdated";
import type { WordsOf } from "@/components/data/words-of";
import { toast } from "@/components/ui/toast-store";
import { prepareDownloadAction } from "@/lib/generations/actions";
import type { BundleOptions } from "@/lib/generations/bundle/schema";
import { paths } from "@/lib/shared/paths";

interface Download {
  team: string;
  ids: string[];
  how: BundleOptions;
  errors: WordsOf<"errors">;
  common: WordsOf<"common">;
}

/** As if somebody pressed a link to it. */
export function followDownload(href: string): void {
  const link = document.createElement("a");
  link.href = href;
  link.download = "";
  link.click();
}

/** Begins the download of clips, or of a timeline of them; the browser says how it goes. Answers whether it began. */
export async function beginDownload({ team, ids, how, errors, common }: Download): Promise<boolean> {
  const result = await reach(prepareDownloadAction(team, { ids, ...how }));
  if (result?.ok) followDownload(paths.api.bundle(result.data.id));
  else toast({ title: result ? errors(result.error.code, result.error.values) : common("offline"), tone: "failed" });
  return result?.ok ?? false;
}
