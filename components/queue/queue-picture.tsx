import { Type } from "lucide-react";
import type { QueueEntryView } from "@/lib/queue/view";
import { paths } from "@/lib/shared/paths";

/** What the clip is made from, small; a clip made from words alone has none. */
export function QueuePicture({ entry: { generation } }: { entry: QueueEntryView }) {
  const picture = generation.inputs.find((input) => input.asset.kind !== "audio");
  return (
    <div
      aria-hidden="true"
      className="flex aspect-video w-full items-center justify-center overflow-hidden rounded-sm bg-raised text-quiet"
    >
      {picture ? (
        <img src={paths.api.asset(picture.asset.id, "thumbnail")} alt="" decoding="async" className="size-full object-cover" />
      ) : (
        <Type className="icon" />
      )}
    </div>
  );
}
