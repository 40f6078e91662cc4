import { ProjectsSkeleton } from "@/components/projects/project-skeleton";

export default function Loading() {
  return <ProjectsSkeleton />;
}
