/** By which a passkey knows its person: the id and nothing that says who they are. */
export const handleBytes = (userId: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(userId.replaceAll("-", ""), "hex"));

export const handleOf = (userId: string): string => Buffer.from(handleBytes(userId)).toString("base64url");
