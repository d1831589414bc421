/** Carries out one order (carry-out.ts) in a thread of its own, and ends. */
import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { carryOut, type Order } from "./carry-out.ts";

// Where the machine is busy, deciding comes first. On Linux a priority is a thread's.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_LOW);
parentPort?.postMessage(carryOut(workerData as Order));
