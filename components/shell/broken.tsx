interface BrokenProps {
  words: { title: string; body: string; ref: string | null; retry: string };
  onRetry: () => void;
}

/**
 * A page that could not be drawn: nothing is lost, and here is how to go on. It is loaded with every page in case
 * of need, so it brings nothing along.
 */
export function Broken({ words, onRetry }: BrokenProps) {
  return (
    <section role="alert" data-slot="broken" className="mx-auto w-full max-w-[27rem] px-4 pt-[max(3rem,14vh)] pb-16">
      <div className="rounded-lg border border-line border-t-text bg-surface p-6">
        <h1 className="text-xl font-semibold text-balance">{words.title}</h1>
        <p className="mt-1.5 text-sm text-pretty text-quiet">{words.body}</p>
        {words.ref && <p className="mt-3 font-mono text-sm select-all">{words.ref}</p>}
        <button
          type="button"
          onClick={onRetry}
          className="mt-6 min-h-control-primary w-full rounded-md bg-tungsten px-4 text-base font-medium text-on-tungsten transition-colors hover:bg-tungsten-hover"
        >
          {words.retry}
        </button>
      </div>
    </section>
  );
}
