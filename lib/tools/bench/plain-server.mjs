// The cheapest server that could do the job, as the baseline of benches: ranges of one file out, bytes to disk with a hash in.
import { createHash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";

const [file = "", folder = ""] = process.argv.slice(2);
const { size } = await stat(file);

const server = createServer(async (request, response) => {
  if (request.method === "PUT") {
    const hash = createHash("sha256");
    const hashing = new Transform({
      transform(chunk, _, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    const target = path.join(folder, randomUUID());
    await pipeline(request, hashing, createWriteStream(target));
    response.end(hash.digest("hex"));
    return rm(target);
  }
  const [, start, end] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? "") ?? [];
  const from = Number(start ?? 0);
  const to = Number(end || size - 1);
  const part = start === undefined ? {} : { "content-range": `bytes ${from}-${to}/${size}` };
  response.writeHead(start === undefined ? 200 : 206, { "content-length": to - from + 1, "accept-ranges": "bytes", ...part });
  createReadStream(file, { start: from, end: to, highWaterMark: 256 * 1024 }).pipe(response);
});
server.listen(0, "127.0.0.1", () => console.log(`listening on ${server.address().port}`));
