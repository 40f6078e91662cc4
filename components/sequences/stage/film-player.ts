import { FRAMES_PER_SECOND } from "@/lib/models/catalog";
import { lengthOf } from "@/lib/sequences/timeline";
import type { Scene } from "../scenes";

export interface PlayerState {
  frame: number;
  isPlaying: boolean;
  /** The numbers of the scenes that are on screen, the lower one first. */
  onScreen: readonly string[];
}

/** What one element shows. */
interface Slot {
  video: HTMLVideoElement;
  sceneId: string | null;
  url: string | null;
}

/** Before the end of a frame the next item takes over: the screen is drawn more often than the film, and must not show a frame too many. */
const EARLY_FRAMES = 0.25;

/**
 * Plays the scenes of a sequence one after the other over a few video elements that take turns: while one plays, the next one is loaded and
 * stands at its first frame. The time is that of the clip that is heard; a card has a clock of its own. Knows no React.
 */
export class FilmPlayer {
  private readonly listeners = new Set<() => void>();
  private readonly slots: Slot[] = [];
  private readonly layers = new Map<string, HTMLElement>();
  private scenes: readonly Scene[] = [];
  private frames = 0;
  private state: PlayerState = { frame: 0, isPlaying: false, onScreen: [] };
  /** Where in the film, with parts of a frame. */
  private at = 0;
  private tick = 0;
  private before = 0;

  private readonly urlOf: (scene: Scene) => string | null;

  constructor(urlOf: (scene: Scene) => string | null) {
    this.urlOf = urlOf;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
  read = (): PlayerState => this.state;

  /** @returns what lets go of the elements */
  attach = (videos: readonly HTMLVideoElement[]): (() => void) => {
    const listening = new AbortController();
    for (const video of videos) {
      this.slots.push({ video, sceneId: null, url: null });
      video.addEventListener("loadeddata", () => this.draw(), { signal: listening.signal });
    }
    this.draw();
    return () => {
      listening.abort();
      this.pause();
      this.slots.length = 0;
    };
  };

  /** A card, or what lies behind a clip, that is shown and hidden with its scene. @param key begins with the scene's id, and a space */
  layer = (key: string, element: HTMLElement | null): void => {
    if (element) this.layers.set(key, element);
    else this.layers.delete(key);
    this.paint();
  };

  setScenes = (scenes: readonly Scene[], frames: number): void => {
    this.scenes = scenes;
    this.frames = frames;
    this.at = Math.min(this.at, Math.max(0, frames - 1));
    if (frames === 0) this.pause();
    this.draw();
  };

  seek = (frame: number): void => {
    this.at = Math.min(Math.max(0, frame), Math.max(0, this.frames - 1));
    this.draw(true);
  };

  toggle = (): void => (this.state.isPlaying ? this.pause() : this.play());

  play = (): void => {
    if (this.frames === 0) return;
    if (this.at >= this.frames - 1) this.at = 0;
    this.set({ isPlaying: true });
    this.draw(true);
    this.before = performance.now();
    cancelAnimationFrame(this.tick);
    this.tick = requestAnimationFrame(this.run);
  };

  pause = (): void => {
    cancelAnimationFrame(this.tick);
    for (const { video } of this.slots) video.pause();
    if (this.state.isPlaying) {
      this.set({ isPlaying: false });
      this.at = this.state.frame;
      this.draw(true);
    }
  };

  private run = (now: number): void => {
    const passed = ((now - this.before) / 1000) * FRAMES_PER_SECOND;
    this.before = now;
    this.advance(passed);
    if (this.at >= this.frames - EARLY_FRAMES) {
      // A slow machine passes over the last frames; the film stands at its last one all the same.
      this.at = Math.max(0, this.frames - 1);
      this.draw();
      return this.pause();
    }
    this.draw();
    this.tick = requestAnimationFrame(this.run);
  };

  /** Follows the clip that is heard; while that loads, the film waits. */
  private advance(passed: number): void {
    const lead = this.onScreen()[0];
    const slot = lead && this.slotOf(lead);
    if (!lead || !slot) {
      this.at += passed;
      return;
    }
    const { video } = slot;
    const shown = lead.start + video.currentTime * FRAMES_PER_SECOND - lead.inFrame;
    // A file that does not play shows nothing for as long as it would take.
    if (video.ended || video.error) this.at += passed;
    else if (!video.seeking && video.readyState >= 2) this.at = Math.max(this.at, shown);
  }

  /** What is on screen at this moment: one, or two while one fades into the other. */
  private onScreen(): Scene[] {
    const at = this.at + (this.state.isPlaying ? EARLY_FRAMES : 0);
    const current = this.scenes.filter(({ start, inFrame, outFrame }) => at >= start && at < start + (outFrame - inFrame));
    return current.slice(0, 2);
  }

  private draw(isSought = false): void {
    const current = this.onScreen();
    const last = current.at(-1);
    const next = last && this.scenes[this.scenes.indexOf(last) + 1];
    this.assign([...current, ...(next ? [next] : [])]);
    for (const slot of this.slots) this.steer(slot, current, isSought);
    this.paint();
    const frame = Math.min(Math.floor(this.at + 0.01), Math.max(0, this.frames - 1));
    const ids = current.map(({ id }) => id);
    if (frame !== this.state.frame || ids.join() !== this.state.onScreen.join()) this.set({ frame, onScreen: ids });
  }

  /** Elements keep what they have; what is new goes to those that nobody needs. */
  private assign(wanted: readonly Scene[]): void {
    const clips = wanted.filter(({ kind }) => kind === "clip");
    const free = this.slots.filter(({ sceneId }) => !clips.some(({ id }) => id === sceneId));
    for (const scene of clips) {
      const url = this.urlOf(scene);
      const slot = this.slotOf(scene) ?? free.shift();
      if (!slot) continue;
      if (slot.sceneId !== scene.id) {
        slot.video.pause();
        slot.sceneId = scene.id;
        if (slot.url === url) slot.video.currentTime = this.secondsOf(scene);
      }
      if (slot.url === url || url === null) continue;
      slot.url = url;
      slot.video.src = url;
      slot.video.currentTime = this.secondsOf(scene);
    }
  }

  private steer({ video, sceneId }: Slot, current: readonly Scene[], isSought: boolean): void {
    const scene = current.find(({ id }) => id === sceneId);
    if (!scene) {
      if (!video.paused) video.pause();
      const waiting = this.scenes.find(({ id }) => id === sceneId);
      if (waiting && !video.seeking && Math.abs(video.currentTime - this.secondsOf(waiting)) > 0.02)
        video.currentTime = this.secondsOf(waiting);
      return;
    }
    video.volume = this.weightOf(scene, current);
    if (isSought || (!this.state.isPlaying && !video.seeking && Math.abs(video.currentTime - this.secondsOf(scene)) > 0.02))
      video.currentTime = this.secondsOf(scene);
    if (this.state.isPlaying && video.paused && !video.ended && !video.error) {
      video.play().catch((error: unknown) => {
        // Some browsers let a clip with sound begin only in the moment of a press: better silent than not at all.
        if (!(error instanceof DOMException) || error.name !== "NotAllowedError") return;
        video.muted = true;
        video.play().catch(() => this.pause());
      });
    }
  }

  /** The middle of the frame that is wanted: edges are rounded differently by every decoder. */
  private secondsOf({ start, inFrame, outFrame }: Scene): number {
    const within = Math.min(Math.max(0, Math.floor(this.at + 0.01) - start), outFrame - inFrame - 1);
    return (inFrame + within + 0.5) / FRAMES_PER_SECOND;
  }

  /** How much of a scene is seen and heard: the second of two comes over the first, a little more with each frame. */
  private weightOf(scene: Scene, current: readonly Scene[]): number {
    const [first, second] = current;
    if (!first || !second) return 1;
    const part = Math.min(
      1,
      Math.max(0, (Math.floor(this.at + 0.01) - second.start) / Math.max(1, lengthOf(first) + first.start - second.start)),
    );
    return scene === second ? part : 1 - part;
  }

  private paint(): void {
    const current = this.onScreen();
    const style = (element: HTMLElement, id: string | null | undefined, above: number): void => {
      const index = current.findIndex((scene) => scene.id === id);
      const scene = current[index];
      // The lower one stays whole, so that nothing shines through both.
      element.style.opacity = !scene ? "0" : index === 0 ? "1" : String(this.weightOf(scene, current));
      element.style.zIndex = String(2 * index + above);
    };
    for (const { video, sceneId } of this.slots) style(video, sceneId, 2);
    for (const [id, element] of this.layers) style(element, id.split(" ")[0], 1);
  }

  private slotOf = (scene: Scene): Slot | undefined => this.slots.find(({ sceneId }) => sceneId === scene.id);

  private set(part: Partial<PlayerState>): void {
    this.state = { ...this.state, ...part };
    this.listeners.forEach((listener) => listener());
  }
}
