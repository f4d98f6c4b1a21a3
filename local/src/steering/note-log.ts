/** A line of the service about something that an answer cannot say. */
export interface Note {
  /** Its number, from 1 on; notes that were forgotten leave a gap. */
  readonly number: number;
  /** The service's time, in milliseconds since the epoch. */
  readonly time: number;
  /** It ends in the id of a message, `[LD3222]`, or the name of a rule of access policies. */
  readonly text: string;
}

/** The most notes that are kept; the oldest go. */
const capacity = 10_000;

/** The last notes, to be read by whoever does not see standard error. */
export class NoteLog {
  #notes: Note[] = [];
  #last = 0;

  add(time: number, text: string): void {
    this.#notes.push({ number: ++this.#last, time, text });
    // Not one by one: each removal moves all that follow.
    if (this.#notes.length >= 2 * capacity) this.#notes = this.#notes.slice(-capacity);
  }

  /** The notes after that of this number, oldest first. */
  after(number: number): Note[] {
    const kept = this.#notes.slice(-capacity);
    return kept.filter((note) => note.number > number);
  }

  /** The numbers go on, so that a reader who remembers one misses nothing. */
  clear(): void {
    this.#notes = [];
  }
}
