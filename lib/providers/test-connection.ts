import { findModelByProviderId, type ModelKey } from "@/lib/models/catalog";
import { HOSTS } from "@/lib/models/hosts";
import { modelsUrl, nativeTasksUrl } from "./connection";
import { localFailure } from "./errors";
import type { NativeVideoProvider } from "./native/client";
import { type AssetLibrary, type ProviderConnection, ProviderError, type ProviderFailure } from "./types";

export interface ConnectionCheck {
  /** `models`: the list of models. `tasks`: the native list, where the style is native. `assets`: the asset library. */
  name: "models" | "tasks" | "assets";
  /** What was asked; it holds no key. */
  url: string;
  /** Skipped: an earlier check shows that this one could not tell anything new, or the host has no such thing. */
  state: "ok" | "failed" | "skipped";
  failure: ProviderFailure | null;
  tookMs: number;
}

export interface ConnectionReport {
  ok: boolean;
  checks: ConnectionCheck[];
  /** As the host lists them. */
  modelIds: string[];
  /** Those of them that the catalogue knows. */
  models: ModelKey[];
  /** Which of the two possible bases turned out to be the asset library's; null when neither, or when there is none. */
  assetBaseUrl: string | null;
}

/**
 * Asks what is free: the models, one line of the task list, and the state of an upload that does not exist.
 * There is no balance to ask for with a key.
 */
export async function runConnectionTest(
  connection: ProviderConnection,
  parts: { native: NativeVideoProvider; library: AssetLibrary | null; models: () => Promise<string[]> },
): Promise<ConnectionReport> {
  const checks: ConnectionCheck[] = [];
  /** Nobody there: the same would be said of everything else. */
  let isHopeless = false;

  async function check<T>(name: ConnectionCheck["name"], url: string, ask: (() => Promise<T>) | null): Promise<T | null> {
    if (!ask || isHopeless) {
      checks.push({ name, url, state: "skipped", failure: null, tookMs: 0 });
      return null;
    }
    const startedAt = performance.now();
    const done = (state: "ok" | "failed", failure: ProviderFailure | null) =>
      checks.push({ name, url, state, failure, tookMs: Math.round(performance.now() - startedAt) });
    try {
      const value = await ask();
      done("ok", null);
      return value;
    } catch (error) {
      const failure =
        error instanceof ProviderError ? error.failure : localFailure("unknown", error instanceof Error ? error.message : String(error));
      // The asset library may live on a host of its own, so that its silence says nothing about the rest.
      isHopeless = failure.kind === "network" && name !== "assets";
      done("failed", failure);
      return null;
    }
  }

  const isNative = connection.apiStyle === "native";
  const hasModels = HOSTS[connection.host].hasModelList;
  const modelIds = (await check("models", modelsUrl(connection), hasModels ? parts.models : null)) ?? [];
  await check("tasks", nativeTasksUrl(connection), isNative ? () => parts.native.listTasks({ page: 1, pageSize: 1 }) : null);
  const { library } = parts;
  await check("assets", `${connection.assetBaseUrl}/v1/asset`, library ? () => library.probe() : null);

  return {
    // A host without a list of models is no obstacle, as long as the task list knows the key.
    ok: !isHopeless && checks.every((entry) => entry.state !== "failed" || (entry.name === "models" && isNative)),
    checks,
    modelIds,
    models: [...new Set(modelIds.flatMap((id) => findModelByProviderId(id)?.key ?? []))] as ModelKey[],
    assetBaseUrl: checks.some(({ name, state }) => name === "assets" && state === "ok") ? (library?.home.base ?? null) : null,
  };
}
