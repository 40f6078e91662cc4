import type { FileIntake, IntakeOptions } from "./file-intake";

interface LateIntakeOptions extends IntakeOptions {
  /** The line broke before the first file could be read. */
  onUnread: (files: readonly File[]) => void;
}

/** What reads and sends files: it comes with the first of them. */
export function createLateIntake({ onUnread, ...options }: LateIntakeOptions) {
  let intake: FileIntake | null = null;
  let arriving: Promise<void> | null = null;

  async function load(): Promise<FileIntake> {
    const { createFileIntake } = await import("./file-intake");
    return (intake ??= createFileIntake(options));
  }

  return {
    /** Null until there was a file. */
    now: () => intake,
    load,
    /** Files that nobody has looked at yet, while there are any: a press of Generate waits for them. */
    arriving: () => arriving,
    run(files: readonly File[], work: (loaded: FileIntake) => void | Promise<void>): void {
      if (intake) return void work(intake);
      const turn = load().then(work, () => onUnread(files));
      arriving = turn;
      void turn.then(() => {
        if (arriving === turn) arriving = null;
      });
    },
  };
}
