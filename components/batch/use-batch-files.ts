import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createUploadQueue } from "@/components/assets/upload-queue";
import { newKey } from "@/components/data/new-key";
import { reach } from "@/components/data/outdated";
import { findFilesAction, requestUploadAction } from "@/lib/assets/actions";
import type { FileProblem } from "@/lib/assets/limits";
import type { AssetView } from "@/lib/assets/view";
import { idIn, knownFiles, namesIn, nameAlone, type KnownFiles } from "@/lib/recipes/table/file-names";
import type { BatchRow } from "@/lib/recipes/table/plan-rows";

interface Refused {
  name: string;
  problem: FileProblem;
}

/** The files that rows may name: those of the composer, those chosen with the table, and what the team has of these names. */
export function useBatchFiles(team: string, rows: readonly BatchRow[], here: readonly AssetView[]) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, AssetView>>(new Map());
  const [found, setFound] = useState<readonly AssetView[]>([]);
  const [refused, setRefused] = useState<readonly Refused[]>([]);
  const [reading, setReading] = useState(0);
  const names = useRef(new Map<string, string>());
  const [queue] = useState(() =>
    createUploadQueue({
      requestUpload: (input) => requestUploadAction(team, input),
      onNews: (key, { asset, upload }) => {
        if (asset) setChosen((before) => new Map(before).set(key, asset));
        if (upload === undefined || (upload && upload.step !== "problem")) return;
        setReading((count) => count - 1);
        // What has to be mended is kept, and stands against its rows until then.
        const problem = upload ? upload.problem : asset?.problem;
        if (problem) setRefused((before) => [...before, { name: names.current.get(key) ?? "", problem }]);
      },
    }),
  );
  useEffect(() => () => queue.keepOnly(new Set()), [queue]);

  const wanted = useMemo(() => {
    const cells = rows.flatMap(({ cells: row }) => [row.firstFrame, row.lastFrame, row.references]);
    return [...new Set(cells.flatMap((cell) => namesIn(cell ?? "")))].sort();
  }, [rows]);
  const asked = wanted.join("\n");
  useEffect(() => {
    if (asked === "") return;
    let isOver = false;
    const all = asked.split("\n");
    const ids = all.flatMap((name) => idIn(name) ?? []);
    void reach(findFilesAction(team, { names: all.map(nameAlone), ids })).then((answer) => {
      if (!isOver && answer?.ok) setFound(answer.data);
    });
    return () => {
      isOver = true;
    };
  }, [team, asked]);

  const known: KnownFiles = useMemo(() => knownFiles([...chosen.values()], [...here, ...found]), [chosen, here, found]);
  const add = useCallback(
    (files: readonly File[]) => {
      setReading((count) => count + files.length);
      for (const file of files) {
        const key = newKey();
        names.current.set(key, file.name);
        queue.add(key, file);
      }
    },
    [queue],
  );
  return { known, refused, isReading: reading > 0, add };
}

export type BatchFiles = ReturnType<typeof useBatchFiles>;
