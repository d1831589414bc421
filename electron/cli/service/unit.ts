/**
 * The systemd unit of a daemon, as text. A system unit runs as a user that exists only while it runs (DynamicUser) and
 * may write to its own folder alone; a user unit keeps what needs no privileges to be asked for. What the daemon may do
 * is on a list in both: sockets of IP and unix kind, and the system calls of a service. Memory that is written and
 * executed cannot be denied: the JavaScript engine compiles.
 */

export interface UnitWish {
	readonly scope: "system" | "user";
	/** Program and words, unquoted. */
	readonly command: readonly string[];
	/** The daemon's folder. */
	readonly data: string;
	/** Folders besides it that it may write to: where unix sockets lie. */
	readonly writes: readonly string[];
	/** Groups that a system unit needs besides its own. */
	readonly groups: readonly string[];
}

/** Units of ours are known by it; others are left alone. */
export const MARK = "# Written by `greydesk service install`; `greydesk service uninstall` removes it.";
export const UNIT = "greydesk.service";
const STATE = "/var/lib/";

/** Under /var/lib/NAME a system unit's folder is made and owned by systemd; NAME, else null. */
export function stateName(data: string): string | null {
	const name = data.startsWith(STATE) ? data.slice(STATE.length) : "";
	return /^[A-Za-z0-9][\w.-]*$/.test(name) ? name : null;
}

export function unitText(wish: UnitWish): string {
	const system = wish.scope === "system";
	const unit = [
		"Description=Greydesk, greylisting policy server for Postfix",
		"StartLimitIntervalSec=0",
		...(system ? ["After=network.target", "Before=postfix.service"] : []),
	];
	const service = [
		"Type=exec",
		`ExecStart=${wish.command.map(quoted).join(" ")}`,
		"ExecReload=kill -HUP $MAINPID",
		"Restart=on-failure",
		"RestartSec=5",
		"TimeoutStopSec=90",
		"LimitNOFILE=16384",
		...everywhere,
		...(system ? systemOnly(wish) : []),
	];
	const install = [`WantedBy=${system ? "multi-user.target" : "default.target"}`];
	const parts = [`[Unit]\n${unit.join("\n")}`, `[Service]\n${service.join("\n")}`, `[Install]\n${install.join("\n")}`];
	return `${MARK}\n${parts.join("\n\n")}\n`;
}

const everywhere = [
	"UMask=0027",
	"NoNewPrivileges=yes",
	"RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6",
	"RestrictNamespaces=yes",
	"RestrictRealtime=yes",
	"RestrictSUIDSGID=yes",
	"LockPersonality=yes",
	"SystemCallArchitectures=native",
	"SystemCallFilter=@system-service",
	"SystemCallErrorNumber=EPERM",
	"MemoryDenyWriteExecute=no",
];

function systemOnly({ data, writes, groups }: UnitWish): readonly string[] {
	return [
		"User=greydesk",
		"DynamicUser=yes",
		...(groups.length === 0 ? [] : [`SupplementaryGroups=${groups.join(" ")}`]),
		`StateDirectory=${stateName(data) ?? "greydesk"}`,
		"StateDirectoryMode=0750",
		"RuntimeDirectory=greydesk",
		"RuntimeDirectoryMode=0755",
		...writes.map((folder) => `ReadWritePaths=${quoted(folder)}`),
		"CapabilityBoundingSet=",
		"AmbientCapabilities=",
		"ProtectSystem=strict",
		"ProtectHome=yes",
		"PrivateTmp=yes",
		"PrivateDevices=yes",
		"PrivateUsers=yes",
		"ProtectClock=yes",
		"ProtectControlGroups=yes",
		"ProtectHostname=yes",
		"ProtectKernelLogs=yes",
		"ProtectKernelModules=yes",
		"ProtectKernelTunables=yes",
		"ProtectProc=invisible",
		"RemoveIPC=yes",
		"KeyringMode=private",
	];
}

/** What a unit of ours says to its daemon by this option; null where it does not. Simple words only, as most are. */
export function saidIn(text: string, option: "--data" | "--management"): string | null {
	const word = new RegExp(`^ExecStart=.* ${option} ([^"\\s]+)`, "m").exec(text)?.[1];
	return word?.replaceAll("%%", "%").replaceAll("$$", "$") ?? null;
}

/** A word of a unit's command line (systemd.service, "Command lines"): `%` and `$` stand for themselves. */
function quoted(word: string): string {
	const plain = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
	if (/^[\w/.:@%$+,=-]+$/.test(plain)) return plain;
	return `"${plain.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
