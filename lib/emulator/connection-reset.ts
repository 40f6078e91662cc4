/** The connection dies: there is no answer at all. */
export class ConnectionReset extends Error {
  constructor() {
    super("read ECONNRESET");
    this.name = "ConnectionReset";
  }
}
