import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

interface Multipart {
  parts: Map<number, { size: number; etag: string }>;
}

/** Stands before the bucket of the tests and knows what that one does not: to list parts and files, and to give an upload up. */
export async function frontOf(port: number): Promise<{ port: number; stop: () => void }> {
  const uploads = new Map<string, Multipart>();
  /** What lies there since when, by bucket and key. */
  const objects = new Map<string, string>();

  /** @returns whether it was answered here */
  function answer({ method, url = "" }: IncomingMessage, response: ServerResponse): boolean {
    const { searchParams: query, pathname } = new URL(url, "http://bucket");
    const id = query.get("uploadId");
    if (method === "GET" && query.get("list-type") === "2") {
      const [folder, prefix] = [`${pathname.replace(/\/$/, "")}/`, query.get("prefix") ?? ""];
      const found = [...objects].filter(([name]) => name.startsWith(folder + prefix));
      const list = found.map(
        ([name, at]) => `<Contents><Key>${name.slice(folder.length)}</Key><LastModified>${at}</LastModified></Contents>`,
      );
      send(response, 200, `<ListBucketResult><IsTruncated>false</IsTruncated>${list.join("")}</ListBucketResult>`);
      return true;
    }
    if (id === null || (method !== "GET" && method !== "DELETE")) return false;
    const upload = uploads.get(id);
    if (!upload) send(response, 404, "<Error><Code>NoSuchUpload</Code><Message>no such upload</Message></Error>");
    else if (method === "DELETE") {
      uploads.delete(id);
      response.writeHead(204).end();
    } else {
      const parts = [...upload.parts].toSorted(([a], [b]) => a - b);
      const list = parts.map(
        ([number, { size, etag }]) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag><Size>${size}</Size></Part>`,
      );
      send(response, 200, `<ListPartsResult><UploadId>${id}</UploadId><IsTruncated>false</IsTruncated>${list.join("")}</ListPartsResult>`);
    }
    return true;
  }

  function note({ method, url = "", headers }: IncomingMessage, { statusCode, headers: said }: IncomingMessage, body: string): void {
    const { searchParams: query, pathname } = new URL(url, "http://bucket");
    const id = query.get("uploadId");
    const name = decodeURIComponent(pathname);
    if (method === "DELETE" && statusCode === 204) objects.delete(name);
    if (statusCode !== 200) return;
    if ((method === "PUT" && id === null) || (method === "POST" && id !== null)) objects.set(name, new Date().toISOString());
    const begun = method === "POST" && query.has("uploads") && /<UploadId>(.+?)<\/UploadId>/.exec(body)?.[1];
    if (begun) uploads.set(begun, { parts: new Map() });
    else if (id !== null && method === "PUT")
      uploads.get(id)?.parts.set(Number(query.get("partNumber")), { size: Number(headers["content-length"]), etag: said.etag ?? "" });
    else if (id !== null && method === "POST") uploads.delete(id);
  }

  const server = createServer((request, response) => {
    if (answer(request, response)) return void request.resume();
    const { url: path, method, headers } = request;
    const passed = forward({ host: "127.0.0.1", port, path, method, headers }, (incoming) => {
      // Only what begins an upload has to be read here.
      if (method !== "POST") {
        note(request, incoming, "");
        response.writeHead(incoming.statusCode ?? 502, incoming.headers);
        return void incoming.pipe(response);
      }
      void buffer(incoming).then((body) => {
        note(request, incoming, body.toString());
        response.writeHead(incoming.statusCode ?? 502, incoming.headers).end(body);
      });
    });
    passed.on("error", () => response.destroy());
    request.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function send(response: ServerResponse, status: number, xml: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0" encoding="UTF-8"?>${xml}`);
}
