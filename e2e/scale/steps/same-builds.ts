import { ROOT } from "@/lib/cli/launch/child-process";
import { db } from "@/lib/platform/db/client";
import { demand } from "../../faults/fault-case";
import { publicSideOf } from "../machine-folder";
import type { ScaleStep } from "../scale-step";

export const sameBuilds: ScaleStep = {
  name: "builds",
  about: "two builds in two folders, and four first starts on one empty database",
  async run({ secondFolder }) {
    const [one, other] = [publicSideOf(ROOT), publicSideOf(secondFolder)];
    demand(one.buildId === other.buildId, `build ids ${one.buildId} and ${other.buildId}`);
    demand(one.actions.join() === other.actions.join(), "the actions have other names");
    const differing = one.files.filter(
      ({ file, bytes }, index) => other.files[index]?.file !== file || !other.files[index].bytes.equals(bytes),
    );
    demand(
      differing.length === 0 && one.files.length === other.files.length,
      `${differing.length} files of the pages differ, such as ${differing[0]?.file}`,
    );
    const rows = await db.$queryRaw<{ held: boolean }[]>`SELECT hold_reason IS NOT NULL AS held FROM instances`;
    demand(rows.length === 1 && !rows[0]!.held, "the machines are not one studio");
    return `build ${one.buildId} twice: ${one.files.length} files byte for byte, ${one.actions.length} actions by the same names; one studio of four machines`;
  },
};
