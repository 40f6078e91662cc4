import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { secretCheckOf } from "./manifest";

/** Beside the backups, never inside one. */
export const KEYS_FOLDER = "keys";

const NOTE = `These files are the secrets of the studio: whoever has one of them and a backup can use the provider key that is sealed in it.
Move this folder to another place than the backups (a password manager, another machine), and keep it as long as they.
auth-secret-… opens the sealed provider key and keeps people signed in: a restore asks for it (--secret <file>).
What you have set in .env or in the environment, such as POWERTOKENS_API_KEY, is not in here and not in the backups.

这些文件是工作室的密钥：任何人同时拿到其中之一与一份备份，就能使用其中封存的服务商密钥。
请把此文件夹移到备份以外的地方（密码管理器或另一台机器），并与备份一样长久保存。
auth-secret-… 用来打开封存的服务商密钥；恢复时需要它（--secret <文件>）。
写在 .env 或环境变量中的内容（如 POWERTOKENS_API_KEY）既不在这里，也不在备份中。
`;

const fileOf = (folder: string, check: string): string => path.join(folder, KEYS_FOLDER, `auth-secret-${check}`);

/** Keeps the secret that opens what is sealed in these backups; a new one is added, an old one stays. */
export function keepKey(folder: string, secret: string): string {
  mkdirSync(path.join(folder, KEYS_FOLDER), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(folder, KEYS_FOLDER, "READ-ME.txt"), NOTE);
  const file = fileOf(folder, secretCheckOf(secret));
  if (!existsSync(file)) writeFileSync(file, `${secret}\n`, { mode: 0o600, flush: true });
  return file;
}

/** The secret that belongs to a backup, if it still lies beside it. */
export function findKey(backupFolder: string, secretCheck: string): string | null {
  const file = fileOf(path.dirname(backupFolder), secretCheck);
  return existsSync(file) ? readFileSync(file, "utf8").trim() : null;
}
