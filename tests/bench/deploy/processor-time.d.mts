export function processorTime(pid: number | undefined): number;
export function timeOfChildren(): number;
