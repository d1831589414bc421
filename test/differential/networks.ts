/** The network of a client in full figures, as greylisters write it: a /24, or a /64. */
export function networkOf(client: string): string {
	if (!client.includes(":")) return `${client.split(".").slice(0, 3).join(".")}.0`;
	const [head = "", tail = ""] = client.split("::");
	const front = head.split(":");
	const back = tail === "" ? [] : tail.split(":");
	const whole = [...front, ...Array.from({ length: 8 - front.length - back.length }, () => "0"), ...back];
	return whole.slice(0, 4).join(":");
}
