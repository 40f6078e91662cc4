import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { listen } from "./listen";

/** One file that the library holds. */
export interface HeldAsset {
  jobId: string;
  assetId: string;
  name: string;
  group: string | null;
  /** 1 under review, 2 successful, 3 failed. */
  status: 1 | 2 | 3;
  failReason: string;
}

export interface AssetLibraryServer {
  origin: string;
  assets: HeldAsset[];
  /** Paths that were asked for, in order. */
  paths: string[];
  /** How the next uploads are refused, `lost`: taken, and the answer lost; when it is empty they are taken. */
  uploads: ("lost" | readonly [status: number, code: number, msg: string])[];
  /** Decides about every upload; null: it is taken. */
  refuse: (() => readonly [status: number, code: number, msg: string] | null) | null;
  /** What a file is when it was just taken. */
  begins: Pick<HeldAsset, "status" | "failReason">;
  /** Whether `get-asset-id` gives an id as soon as there is one; else it says nothing at all. */
  givesIds: boolean;
  /** Bodies of creates; a create that names an id which is not there, or under review, is refused. */
  creates: unknown[];
  /** The most uploads that ever travelled at the same time. */
  mostAtOnce: number;
  /** Files that were ever taken; the next one is numbered after them. */
  taken: number;
  stop(): Promise<void>;
}

/** An asset library without a life of its own, and a create that looks into it. */
export async function startAssetLibraryServer(): Promise<AssetLibraryServer> {
  const state: Omit<AssetLibraryServer, "origin" | "stop"> = {
    assets: [],
    paths: [],
    uploads: [],
    refuse: null,
    begins: { status: 2, failReason: "" },
    givesIds: true,
    creates: [],
    mostAtOnce: 0,
    taken: 0,
  };
  let uploading = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    state.paths.push(pathname);
    if (pathname.endsWith("/asset/upload")) {
      state.mostAtOnce = Math.max(state.mostAtOnce, ++uploading);
      response.once("close", () => (uploading -= 1));
    }
    const answer = (status: number, body: unknown) => {
      response.statusCode = status;
      response.setHeader("content-type", "application/json").end(JSON.stringify(body));
    };
    void buffer(request).then((bytes) => {
      const text = bytes.toString("latin1");
      if (pathname.endsWith("/asset/upload")) {
        const fate = state.uploads.shift() ?? state.refuse?.() ?? null;
        if (fate !== null && fate !== "lost") return answer(fate[0], { code: fate[1], data: null, msg: fate[2] });
        state.taken += 1;
        const asset: HeldAsset = {
          jobId: `task_${state.taken}`,
          assetId: `asset-${state.taken}`,
          name: /filename="([^"]+)"/u.exec(text)?.[1] ?? "",
          group: /name="group_name"\r\n\r\n([^\r]+)/u.exec(text)?.[1] ?? null,
          ...state.begins,
        };
        state.assets.push(asset);
        return fate === "lost" ? request.socket.destroy() : answer(200, { code: 200, data: { task_id: asset.jobId }, msg: "" });
      }
      if (pathname.endsWith("/get-asset-id")) {
        const asset = state.assets.find(({ jobId }) => jobId === searchParams.get("task_id"));
        const isGiven = state.givesIds && asset !== undefined && asset.status !== 3;
        return answer(200, { code: 200, data: { asset_id: isGiven ? asset.assetId : "" }, msg: "" });
      }
      if (pathname.endsWith("/groups/assets")) {
        const { name = "", asset_id = "" } = JSON.parse(text) as { name?: string; asset_id?: string };
        const list = state.assets
          .filter((asset) => asset.name.includes(name) && (asset_id === "" || asset.assetId === asset_id))
          .map((asset) => ({ asset_id: asset.assetId, name: asset.name, status: asset.status, fail_reason: asset.failReason }));
        return answer(200, { code: 200, data: { list, total: list.length }, msg: "" });
      }
      state.creates.push(JSON.parse(text));
      const unknown = [...text.matchAll(/asset:\/\/([\w-]+)/gu)].find(
        ([, id]) => !state.assets.some(({ assetId, status }) => assetId === id && status === 2),
      );
      return unknown
        ? answer(400, {
            error: { code: "InvalidParameter", message: `The specified asset ${unknown[1]} is not found`, param: "content[1].image_url" },
          })
        : answer(200, { id: `cgt-${state.creates.length}` });
    });
  });
  return Object.assign(state, await listen(server));
}
