import { Film } from "@/components/ui/icons";
import { paths } from "@/lib/shared/paths";
import { cn } from "@/lib/shared/cn";

interface TaskClipProps {
  team: string;
  /** Of its entry in the tray; null: there is no copy of ours. */
  id: string | null;
  label: string;
  /** Said in its place. */
  absent: string;
  className?: string;
}

/** Our copy of a task's clip. The provider's own link is never shown. */
export function TaskClip({ team, id, label, absent, className }: TaskClipProps) {
  return (
    <div className={cn("flex aspect-video w-full shrink-0 items-center justify-center overflow-hidden rounded-video bg-raised", className)}>
      {id ? (
        <video
          controls
          playsInline
          preload="metadata"
          aria-label={label}
          // The fragment makes phones paint the first picture.
          src={`${paths.api.unclaimed(team, id)}#t=0.01`}
          className="size-full object-contain"
        />
      ) : (
        <p className="flex flex-col items-center gap-1 p-3 text-center text-xs text-quiet">
          <Film aria-hidden="true" className="icon" />
          {absent}
        </p>
      )}
    </div>
  );
}
