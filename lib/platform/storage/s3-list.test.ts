import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { createS3Storage } from "./s3";

const page = (keys: string[], next: string | null) => `<?xml version="1.0"?><ListBucketResult>
  <IsTruncated>${next !== null}</IsTruncated>${next === null ? "" : `<NextContinuationToken>${next}</NextContinuationToken>`}
  ${keys.map((key) => `<Contents><Key>${key}</Key><LastModified>2026-11-20T10:00:00.000Z</LastModified></Contents>`).join("")}
</ListBucketResult>`;

it("a bucket lists every file of ours, page by page, by the keys that we know them by, and nothing else of it", async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://bucket");
    const prefix = searchParams.get("prefix") ?? "";
    asked.push(`${prefix} ${searchParams.get("continuation-token") ?? ""}`.trim());
    response.setHeader("content-type", "application/xml");
    if (prefix !== "studio/media/") return response.end(page([], null));
    const isFirst = !searchParams.has("continuation-token");
    response.end(page([isFirst ? "studio/media/a/video.mp4" : "studio/media/b/video.mp4"], isFirst ? "more" : null));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const storage = createS3Storage({
      bucket: "dailies",
      region: "us-east-1",
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      accessKeyId: "key",
      secretAccessKey: "secret",
      forcePathStyle: true,
      prefix: "studio",
      tempDir: "/nowhere",
    });
    const listed = [];
    for await (const { key, writtenAt } of storage.list()) listed.push([key, writtenAt.toISOString()]);
    expect(listed).toEqual([
      ["media/a/video.mp4", "2026-11-20T10:00:00.000Z"],
      ["media/b/video.mp4", "2026-11-20T10:00:00.000Z"],
    ]);
    expect(asked).toEqual(["studio/assets/", "studio/media/", "studio/media/ more", "studio/unclaimed/", "studio/exports/"]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
