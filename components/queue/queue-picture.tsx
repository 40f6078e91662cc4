import { Type } from "lucide-react";
import type { QueueEntryView } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";

/** What the clip is made from, small; a clip made from words alone has none. */
export function QueuePicture({ entry: { generation } }: { entry: QueueEntryView }) {
  const pictureId = generation.progress?.pictureId;
  return (
    <div
      aria-hidden="true"
      className="flex aspect-video w-full items-center justify-center overflow-hidden rounded-sm bg-raised text-quiet"
    >
      {pictureId ? (
        <img src={paths.api.asset(pictureId, "thumbnail")} alt="" decoding="async" className="size-full object-cover" />
      ) : (
        <Type className="icon" />
      )}
    </div>
  );
}
