import { readFilterPattern } from "@log-destinations/core/service";

/** Which of the messages match. */
export function matching(pattern: string, messages: string[]): string[] {
  return messages.filter(readFilterPattern(pattern));
}
