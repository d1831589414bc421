/** How each command is used, at the end of its help; a test sees to it that none is without. */
import type { Command } from "commander";

const examples: Readonly<Record<string, readonly string[]>> = {
	open: ["greydesk open --browser", "greydesk open --no-launch --port 8025"],
	daemon: ["greydesk daemon --data /var/lib/greydesk --policy 127.0.0.1:10023 --shadow"],
	status: ["greydesk status", "greydesk status --host unix:/run/greydesk/management.sock"],
	watch: ["greydesk watch", "greydesk watch --json --count 10"],
	"triplets list": ["greydesk triplets list state:waiting 'sender:*@example.com'"],
	"triplets show": ["greydesk triplets show 4f1c09a2b7e35d6f8a90"],
	"triplets approve": [
		"greydesk triplets approve 4f1c09a2b7e35d6f8a90 --reason 'ticket 42'",
		"greydesk triplets approve --mail alice@example.com bob@example.org",
	],
	"triplets purge": ["greydesk triplets purge --query 'state:waiting sender:*@example.com' --dry-run"],
	undo: ["greydesk undo", "greydesk undo --list"],
	"whitelist list": ["greydesk whitelist list --kind auto"],
	"whitelist add": ["greydesk whitelist add client 192.0.2.0/24 --reason 'our fax' --until 90d"],
	"whitelist import": ["greydesk whitelist import /etc/postgrey/whitelist_clients* --dry-run"],
	import: ["greydesk import postgrey --dry-run"],
	"import postgrey": ["greydesk import postgrey --dry-run", "greydesk import postgrey /var/lib/postgrey --delay 60"],
	"import sqlgrey": ["greydesk import sqlgrey --dry-run", "greydesk import sqlgrey /var/lib/sqlgrey/sqlgrey.db"],
	"import greylistd": ["greydesk import greylistd --dry-run"],
	"whitelist pack show": ["greydesk whitelist pack show"],
	"whitelist pack diff": ["greydesk whitelist pack diff"],
	"whitelist pack enable": ["greydesk whitelist pack enable --reason 'users wait for codes'"],
	"whitelist pack disable": ["greydesk whitelist pack disable --reason 'our users can wait'"],
	"whitelist remove": ["greydesk whitelist remove 192.0.2.0/24"],
	explain: ["greydesk explain --client 192.0.2.1 --sender alice@example.com --recipient bob@example.org"],
	"policy show": ["greydesk policy show", "greydesk policy show delay window"],
	"policy set": ["greydesk policy set delay=5m --dry-run", "greydesk policy set trustedNetworks+=192.0.2.0/24"],
	"policy preview": ["greydesk policy preview senderRules.plus=off", "greydesk policy preview clientKey=network"],
	"policy export": ["greydesk policy export > policy.toml"],
	"policy import": ["greydesk policy import policy.toml --dry-run"],
	"pass-all": ["greydesk pass-all 60m --reason 'moving the mail host'", "greydesk pass-all off"],
	sample: ["greydesk sample --speed 60 --seconds 300"],
	"service install": ["greydesk service install --dry-run"],
	"service uninstall": ["greydesk service uninstall"],
	"service status": ["greydesk service status"],
	alerts: ["greydesk alerts", "greydesk alerts ack disk-low"],
	"alerts list": ["greydesk alerts", "greydesk alerts --json"],
	"alerts ack": ["greydesk alerts ack disk-low"],
	doctor: ["greydesk doctor --data /var/lib/greydesk", "greydesk doctor postfix"],
	"doctor folder": ["greydesk doctor --data /var/lib/greydesk", "greydesk doctor --data /var/lib/greydesk --repair"],
	"doctor postfix": ["greydesk doctor postfix", "greydesk doctor postfix --policy 127.0.0.1:10023"],
	erase: ["greydesk erase anna@example.org --dry-run", "greydesk erase anna@example.org --data /var/lib/greydesk"],
	completion: ['eval "$(greydesk completion bash)"', "greydesk completion fish | source"],
};

/** Adds them to every command below `command`; `path`: the words that lead there. */
export function addExamples(command: Command, path: readonly string[] = []): void {
	for (const child of command.commands) {
		const words = [...path, child.name()];
		addExamples(child, words);
		const lines = examples[words.join(" ")];
		if (lines !== undefined)
			child.addHelpText("after", `\nFor example:\n${lines.map((line) => `  ${line}`).join("\n")}`);
	}
}
