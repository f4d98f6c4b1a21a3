import type { Server } from "node:http";
import type { Http2Server } from "node:http2";
import type { Socket } from "node:net";

/** The first bytes of HTTP/2 without TLS. No request of HTTP/1 begins with them. */
const preface = Buffer.from("PRI ");

/**
 * Makes a listening HTTP/1 server hand over connections that speak HTTP/2.
 * @param patience milliseconds to wait for the first bytes
 * @returns a function that closes the connections that have sent nothing yet
 */
export function byProtocol(http1: Server, http2: Http2Server, patience: number): () => void {
  const accepts = http1.listeners("connection") as ((socket: Socket) => void)[];
  http1.removeAllListeners("connection");
  const silent = new Set<Socket>();

  http1.on("connection", (socket: Socket) => {
    let first: Buffer = Buffer.alloc(0);
    const giveUp = (): void => void socket.destroy();
    const timer = setTimeout(giveUp, patience);
    silent.add(socket);
    socket.on("error", giveUp);
    socket.on("end", giveUp);
    socket.once("close", settle);
    socket.on("readable", peek);

    function peek(): void {
      const chunk: Buffer | null = socket.read();
      if (chunk === null) return;
      first = first.length === 0 ? chunk : Buffer.concat([first, chunk]);
      const seen = Math.min(first.length, preface.length);
      const alike = first.subarray(0, seen).equals(preface.subarray(0, seen));
      if (alike && seen < preface.length) return;
      settle();
      socket.off("error", giveUp);
      socket.off("end", giveUp);
      socket.off("close", settle);
      socket.unshift(first);
      if (alike) {
        // As for connections that an HTTP/2 server accepts itself: when the client ends, the session ends.
        socket.allowHalfOpen = false;
        http2.emit("connection", socket);
      } else {
        for (const accept of accepts) accept.call(http1, socket);
      }
    }

    function settle(): void {
      clearTimeout(timer);
      silent.delete(socket);
      socket.off("readable", peek);
    }
  });

  return () => {
    for (const socket of silent) socket.destroy();
  };
}
