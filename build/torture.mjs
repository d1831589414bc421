// `npm run torture`: 200 times `kill -9` under load, and what must hold after each.
//   --kills 200 --seed N   The seed is printed; given again, it repeats the same plan.
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root, run } from "./words.mjs";

const { values } = parseArgs({ options: { kills: { type: "string", default: "200" }, seed: { type: "string" } } });
const env = {
	GREYDESK_TORTURE: values.kills,
	...(values.seed === undefined ? {} : { GREYDESK_SEED: values.seed }),
};
const vitest = join(root, "node_modules", ".bin", "vitest");
const args = ["run", "-c", "build/vitest.config.ts", "--project", "system", "test/system/torture.test.ts"];
process.exitCode = await run(vitest, args, env);
