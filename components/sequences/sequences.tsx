"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "@/components/ui/icons";
import { useRouter } from "next/navigation";
import { useTranslations } from "use-intl";
import { newKey } from "@/components/data/new-key";
import { useAction } from "@/components/data/use-action";
import { useLiveRefetch } from "@/components/data/use-live-refetch";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Empty, EmptyDescription, EmptyTitle } from "@/components/ui/empty";
import { PageHeader } from "@/components/ui/page-header";
import { Select } from "@/components/ui/select";
import { createSequenceAction } from "@/lib/sequences/actions";
import type { ExportView, SequenceSummary, SequenceView } from "@/lib/sequences/view";
import { paths } from "@/lib/shared/paths";
import { sequencesQuery } from "./query-options";
import { SequencePanel } from "./sequence-panel";

interface SequencesProps {
  team: string;
  project: { id: string; slug: string };
  mayChange: boolean;
  list: SequenceSummary[];
  open: SequenceView | null;
  films: ExportView[];
}

/** A long film calls for the list again with every second of its export; its names may be that much older. */
const CALM_MS = 10_000;

/** The sequences of a project, and one of them. */
export function Sequences({ team, project, mayChange, list, open, films }: SequencesProps) {
  const t = useTranslations("sequences");
  const router = useRouter();
  const { run, pending, error } = useAction();
  const query = sequencesQuery(team, project.slug, list);
  const { data: known = list } = useQuery(query);
  useLiveRefetch(query.queryKey, "sequence", undefined, undefined, CALM_MS);
  const show = (id: string): void => router.push(paths.sequences(team, project.slug, id));
  const create = (): void => {
    const input = { id: newKey(), projectId: project.id, name: t("untitled"), clips: [] };
    run(
      () => createSequenceAction(team, input),
      (made) => show(made.id),
    );
  };
  return (
    <>
      <PageHeader title={t("title")} description={t("description")}>
        <div className="flex flex-wrap items-center gap-2">
          {known.length > 1 && open && (
            <Select aria-label={t("choose")} wrapperClassName="max-w-56" value={open.id} onChange={({ target }) => show(target.value)}>
              {known.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          )}
          {mayChange && (
            <Button pending={pending} onClick={create}>
              <Plus aria-hidden="true" />
              {t("new")}
            </Button>
          )}
        </div>
      </PageHeader>
      {error && <Alert>{error}</Alert>}
      {open ? (
        <SequencePanel key={open.id} team={team} project={project} mayChange={mayChange} view={open} films={films} />
      ) : (
        <Empty>
          <EmptyTitle>{t("empty.title")}</EmptyTitle>
          <EmptyDescription>{t(mayChange ? "empty.body" : "empty.watch")}</EmptyDescription>
        </Empty>
      )}
    </>
  );
}
