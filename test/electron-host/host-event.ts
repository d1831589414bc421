/** An event whose default may be prevented. */
export class HostEvent {
	defaultPrevented = false;
	readonly url: string;
	constructor(url = "") {
		this.url = url;
	}
	preventDefault(): void {
		this.defaultPrevented = true;
	}
}
