/** What sqlgrey makes of a sender's local part (deverp_user in its code): patterns for mailing lists, SRS and bounces. */
export function withoutVerp(sender: string, recipient: string): string {
	let user = sender
		.replace(/^srs0=[^=]+=[^=]+=([^=]+)=([^=]+)$/, "srs0=#=#=$1=$2")
		.replace(/^srs1=[^=]+=([^=]+)(=+)[^=]+=[^=]+=([^=]+)=([^=]+)$/, "srs1=#=$1$2#=#=$3=$4")
		.replace(/\+.*/, "");
	const [left = "", right = ""] = recipient.split("@").map((part) => part.split(".").join("[.*-]+"));
	const between = "[=?*~.]+";
	const pattern = `(?:${left}${between}${right}|${right}${between}${left}|${left})`;
	user = user.replace(new RegExp(`(?<=[*=.-])${pattern}|${pattern}(?=[*=.-])`), "RCPT");
	user = user.replace(/((bo|bounce|notice-return|notice-reply)[._-])[0-9a-z_.-]+$/g, "$1#");
	return user.replace(/^[0-9a-f]{2,}(?=[._/=-].*[a-z]{4,})|(?<=[._/=-])[0-9a-f]+(?=[._/=-]|$)/g, "#");
}
