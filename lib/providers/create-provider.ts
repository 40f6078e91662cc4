import { HOSTS } from "@/lib/models/hosts";
import { createAsk } from "./ask";
import { createAssetLibrary } from "./asset-library/client";
import { modelsUrl, normalizeConnection, otherAssetBase } from "./connection";
import { parseJson } from "./clean-text";
import { localFailure, malformedAnswer } from "./errors";
import { ANSWER_LIMITS, createHttp, type Http } from "./http";
import { createNativeClient, type NativeVideoProvider } from "./native/client";
import { createOpenAiStyleClient } from "./openai-style/client";
import { readModelIds } from "./openai-style/map";
import { createPictureClient, type PictureProvider } from "./pictures";
import { type ConnectionReport, runConnectionTest } from "./test-connection";
import { type AssetLibrary, type ProviderConnection, ProviderError, type VideoProvider } from "./types";

export interface Provider {
  video: VideoProvider;
  /** PowerTokens only: elsewhere nothing asks for one. */
  pictures: PictureProvider;
  /** PowerTokens' library. ByteDance's own hosts have none: there every call throws, and `hasAssetLibrary` is false. */
  assets: AssetLibrary;
  hasAssetLibrary: boolean;
  /** Names of the models that this key may use; empty where the host has no list, and then the defaults are offered. @throws ProviderError */
  models(): Promise<string[]>;
  /** Checks address, key and libraries without spending anything; never throws. */
  testConnection(): Promise<ConnectionReport>;
}

/** What `assets` is for BytePlus and Volcengine: nothing that ever resolves. */
interface NoAssetLibrary extends AssetLibrary {
  upload(): Promise<never>;
  getAsset(): Promise<never>;
  findAsset(): Promise<never>;
  authorizeUrl(): Promise<never>;
  listPeople(): Promise<never>;
  deleteGroup(): Promise<never>;
}

/** ByteDance's hosts: native style, `Bearer` keys, model names of the region, no asset library. */
export type DirectProvider = Provider & { video: NativeVideoProvider; assets: NoAssetLibrary; hasAssetLibrary: false };

/** Everything that can be asked of one provider account. Reads no environment, keeps no state but what it learned about the host. */
export function createProvider(connection: ProviderConnection & { host: "byteplus" | "volcengine" }): DirectProvider;
export function createProvider(connection: ProviderConnection): Provider;
export function createProvider(given: ProviderConnection): Provider {
  const connection = normalizeConnection(given);
  const { hasAssetLibrary } = HOSTS[connection.host];
  const origins = [connection.baseUrl, ...(hasAssetLibrary ? [connection.assetBaseUrl, otherAssetBase(connection.assetBaseUrl)] : [])];
  const http = createHttp({ fetch: connection.fetch, origins });
  const native = createNativeClient(connection, http);
  const library: AssetLibrary | null = hasAssetLibrary ? createAssetLibrary(connection, http) : null;
  const models = () => listModels(connection, http);
  return {
    video: connection.apiStyle === "native" ? native : createOpenAiStyleClient(connection, http),
    pictures: createPictureClient(connection, http),
    assets: library ?? noAssetLibrary(connection),
    hasAssetLibrary,
    models,
    testConnection: () => runConnectionTest(connection, { native, library, models }),
  };
}

async function listModels(connection: ProviderConnection, http: Http): Promise<string[]> {
  if (!HOSTS[connection.host].hasModelList) return [];
  const answer = await createAsk(connection, http)("GET", modelsUrl(connection), "read", ANSWER_LIMITS.list);
  const ids = readModelIds(parseJson(answer.text));
  if (ids === null) throw malformedAnswer("the answer is no list of models", answer.status);
  return ids;
}

function noAssetLibrary(connection: ProviderConnection): NoAssetLibrary {
  const refuse = () =>
    Promise.reject(new ProviderError(localFailure("invalidParameter", `${connection.host} has no asset library`), { retryable: false }));
  return {
    home: { asked: connection.assetBaseUrl, base: null, listBase: null, form: null },
    probe: refuse,
    upload: refuse,
    getAsset: refuse,
    findAsset: refuse,
    authorizeUrl: refuse,
    listPeople: refuse,
    deleteGroup: refuse,
  };
}
