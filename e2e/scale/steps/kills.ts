import { demand } from "../../faults/fault-case";
import { pause } from "../../faults/wait-until";
import type { ScaleStep } from "../scale-step";

/** Every so often something dies. */
const GAP_MS = [1_500, 4_000] as const;

export const randomKills: ScaleStep = {
  name: "kills",
  about: "many presses through nginx while processes of all four machines are killed with -9 at random",
  async run(studio, { clips }) {
    const kills = new Map<string, number>();
    const unansweredBefore = studio.unanswered;
    let isOver = false;
    const killing = (async () => {
      while (!isOver) {
        await pause(GAP_MS[0] + Math.random() * (GAP_MS[1] - GAP_MS[0]));
        // As systemd and Kubernetes do with a launcher that has ended.
        for (const machine of studio.machines) if (!machine.isAlive()) machine.launch({ mayFailToStart: true });
        const victim = studio.machines[Math.floor(Math.random() * studio.machines.length)]!;
        if (isOver || !victim.isAlive()) continue;
        const what = `${victim.role} ${victim.killOne(Math.random())}`;
        kills.set(what, (kills.get(what) ?? 0) + 1);
      }
    })();
    const visitors = await Promise.all(Array.from({ length: 8 }, (_, person) => studio.visit(person)));
    const ids = (
      await Promise.all(
        visitors.map(async (visitor, person) => {
          const own: string[] = [];
          for (let index = person; index < clips; index += visitors.length)
            own.push(await studio.press(visitor, { prompt: `take ${index}` }));
          return own;
        }),
      )
    ).flat();
    // Most of what can go wrong with a clip lies behind its press.
    await studio.untilReady(ids.slice(0, Math.ceil(ids.length * 0.75)));
    isOver = true;
    await killing;
    for (const machine of studio.machines) {
      if (!machine.isAlive()) machine.launch();
      await machine.untilReady();
    }
    await studio.untilReady(ids);
    demand(ids.length === clips, `${ids.length} presses instead of ${clips}`);
    const list = [...kills].map(([what, count]) => `${what} ${count}`).join(", ");
    return `${clips} pressed, ${clips} ready; killed: ${list}; ${studio.unanswered - unansweredBefore} calls went unanswered and were made again`;
  },
};
