// Loaded first in every process that the studio starts. The channel to the parent closes when the parent ends, however
// it ends: without this, a kill -9 of the launcher would leave web, worker and emulator running.
if (process.connected) process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
