import { createServer } from "node:net";

/** A port on loopback that nothing listens on just now. Another program may still take it first: try again then. */
export const findFreePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });

/** What the system says about listening there; null: it can be done. */
export const tryListen = (port: number, host = "127.0.0.1"): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });

export const isPortFree = async (port: number): Promise<boolean> => (await tryListen(port)) === null;
