// `npm run fuzz`: a million bent requests, calls, queries, addresses, configurations, journals and snapshots.
//   --cases 1000000 --seed N   The seed is printed; given again, it repeats the run.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, run } from "./words.mjs";

const { values } = parseArgs({ options: { cases: { type: "string", default: "1000000" }, seed: { type: "string" } } });
const env = { GREYDESK_FUZZ: values.cases, ...(values.seed === undefined ? {} : { GREYDESK_SEED: values.seed }) };
const vitest = join(root, "node_modules", ".bin", "vitest");
const args = ["run", "-c", "build/vitest.config.ts", "--project", "unit", "test/fuzz"];
process.exitCode = await run(vitest, args, env);
