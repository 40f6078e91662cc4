"use client";

import { useParams } from "next/navigation";
import { lazy, Suspense, useSyncExternalStore } from "react";

// Who else is here is no part of the first paint; without it the page is whole.
const Here = lazy(() => import("./here").catch(() => ({ default: () => null })));
const never = () => () => undefined;

/** Who has the open project open now, in the header. */
export function PeopleHere({ team, userId }: { team: string; userId: string }) {
  const { project } = useParams<{ project?: string }>();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  if (project === undefined || !isInBrowser) return null;
  return (
    <Suspense>
      <Here key={project} team={team} project={decodeURIComponent(project)} userId={userId} />
    </Suspense>
  );
}
