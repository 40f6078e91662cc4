/** Aborted when this process is told to end. What can be taken up again without loss ends at once; what may cost money goes on. */
export const stopping = new AbortController();

/** The job's own signal, or the end of this process, whichever comes first. */
export const untilStopping = (job: AbortSignal): AbortSignal => AbortSignal.any([job, stopping.signal]);
