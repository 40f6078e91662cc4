import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { randomBytes } from "node:crypto";
import type { AssetRecord, GroupRecord, MediaFile, TaskRecord } from "./records";

/** All that must outlive a restart of the process: tasks, assets, the clock's offset and the secret that signs links. */
export interface Store {
  readonly tasks: Map<string, TaskRecord>;
  readonly assetJobs: Map<string, AssetRecord>;
  readonly assets: Map<string, AssetRecord>;
  readonly groups: Map<string, GroupRecord>;
  readonly facts: StoredFacts;
  saveTask(task: TaskRecord): void;
  saveAsset(asset: AssetRecord): void;
  /** As if the library had let it go. */
  removeAsset(asset: AssetRecord): void;
  saveGroup(group: GroupRecord): void;
  /** With everything that is in it. */
  removeGroup(group: GroupRecord): void;
  saveFacts(): void;
  /** Forgets a task for good. */
  removeTask(task: TaskRecord): void;
  /** A folder for files of this sort, made when first asked for. */
  folder(name: "assets" | "inputs" | "renders" | "images"): string;
  clear(): void;
}

export interface StoredFacts {
  secret: string;
  clockOffsetMs: number;
  assetCounter: number;
  filesPort: number | null;
}

/**
 * One small JSON file per record, written beside its place and renamed into it before the client hears of the
 * record, so that a killed process never leaves half a record nor an answered task without one.
 */
export function createStore(dataDir: string, options: { keep: boolean }): Store {
  const tasks = new Map<string, TaskRecord>();
  const assetJobs = new Map<string, AssetRecord>();
  const assets = new Map<string, AssetRecord>();
  const groups = new Map<string, GroupRecord>();
  const made = new Set<string>();

  const within = (name: string) => {
    const folder = path.join(dataDir, name);
    if (!made.has(folder)) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      made.add(folder);
    }
    return folder;
  };
  const write = (file: string, value: unknown) => {
    if (!options.keep) return;
    writeFileSync(`${file}.part`, JSON.stringify(value));
    renameSync(`${file}.part`, file);
  };
  const readAll = <T>(name: string): T[] =>
    options.keep
      ? readdirSync(within(name))
          .filter((file) => file.endsWith(".json"))
          .map((file) => JSON.parse(readFileSync(path.join(dataDir, name, file), "utf8")) as T)
      : [];

  /** The folder may have moved since: files are found by their names in it. */
  const rebase = (media: MediaFile): MediaFile => ({
    ...media,
    path: media.path && path.join(dataDir, path.basename(path.dirname(media.path)), path.basename(media.path)),
  });
  const remember = (asset: AssetRecord) => {
    assetJobs.set(asset.jobId, asset);
    assets.set(asset.assetId, asset);
  };
  const freshFacts = (): StoredFacts => ({ secret: randomBytes(24).toString("hex"), clockOffsetMs: 0, assetCounter: 0, filesPort: null });
  const readFacts = (): StoredFacts => {
    if (!options.keep) return freshFacts();
    try {
      return { ...freshFacts(), ...(JSON.parse(readFileSync(path.join(within("."), "facts.json"), "utf8")) as Partial<StoredFacts>) };
    } catch {
      // Nothing is there yet: this is the first start in this folder.
      return freshFacts();
    }
  };

  const facts = readFacts();
  for (const task of readAll<TaskRecord>("tasks").sort((a, b) => a.createdAtMs - b.createdAtMs)) {
    tasks.set(task.id, { ...task, inputs: task.inputs.map((input) => ({ ...input, media: rebase(input.media) })) });
  }
  for (const asset of readAll<AssetRecord>("asset-records").sort((a, b) => a.createdAtMs - b.createdAtMs)) {
    remember({ ...asset, media: rebase(asset.media) });
  }

  for (const group of readAll<GroupRecord>("asset-groups").sort((a, b) => a.createdAtMs - b.createdAtMs)) groups.set(group.groupId, group);

  const store: Store = {
    tasks,
    assetJobs,
    assets,
    groups,
    facts,
    saveTask(task) {
      tasks.set(task.id, task);
      if (options.keep) write(path.join(within("tasks"), `${task.id}.json`), task);
    },
    removeTask(task) {
      tasks.delete(task.id);
      if (options.keep) rmSync(path.join(within("tasks"), `${task.id}.json`), { force: true });
    },
    saveAsset(asset) {
      remember(asset);
      if (options.keep) write(path.join(within("asset-records"), `${asset.jobId}.json`), asset);
    },
    removeAsset(asset) {
      assets.delete(asset.assetId);
      assetJobs.delete(asset.jobId);
      if (options.keep) rmSync(path.join(within("asset-records"), `${asset.jobId}.json`), { force: true });
    },
    saveGroup(group) {
      groups.set(group.groupId, group);
      if (options.keep) write(path.join(within("asset-groups"), `${group.groupId}.json`), group);
    },
    removeGroup(group) {
      groups.delete(group.groupId);
      if (options.keep) rmSync(path.join(within("asset-groups"), `${group.groupId}.json`), { force: true });
      for (const asset of [...assets.values()]) if (asset.groupId === group.groupId) store.removeAsset(asset);
    },
    saveFacts() {
      if (options.keep) write(path.join(within("."), "facts.json"), facts);
    },
    folder: within,
    clear() {
      tasks.clear();
      assetJobs.clear();
      assets.clear();
      groups.clear();
      facts.clockOffsetMs = 0;
      facts.assetCounter = 0;
      for (const name of ["tasks", "asset-records", "asset-groups", "assets", "inputs", "renders", "images"]) {
        const folder = path.join(dataDir, name);
        made.delete(folder);
        rmSync(folder, { recursive: true, force: true });
      }
      store.saveFacts();
    },
  };
  store.saveFacts();
  return store;
}
