/** What every listener and connection of the policy port works with; handed in by whoever wires the daemon. */
import type { Clock } from "../../../shared/base/clock.ts";
import type { Log } from "../../../shared/base/log.ts";
import type { Limits } from "./limits.ts";
import type { Pool } from "./pool.ts";
import type { Responder } from "./responder.ts";

export interface ListenerParts {
	readonly responder: Responder;
	readonly pool: Pool;
	readonly limits: Limits;
	readonly clock: Clock;
	readonly log: Log;
}
