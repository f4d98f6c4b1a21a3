// Prints the milliseconds that one import takes in a fresh process.
const start = performance.now();
await import(process.argv[2]);
console.log(performance.now() - start);
process.exit(0);
