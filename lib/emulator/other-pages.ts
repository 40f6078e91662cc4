import type { World } from "./world";

/** What a proxy in the way says. */
export function htmlPage(status: number, title: string): Response {
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
  return new Response(body, { status, headers: { "content-type": "text/html" } });
}

/** How object storage says no. */
export function storageError(status: number, code: string, message: string, world: World): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>${world.random.text(32, "0123456789abcdef")}</RequestId><HostId>emulator</HostId></Error>\n`;
  return new Response(body, { status, headers: { "content-type": "application/xml" } });
}
