/** The address of the page behind Electron's door: a scheme of our own, which nobody outside of the app can reach. */
export const SCHEME = "greydesk-app";
const HOST = "desk";
export const HOME = `${SCHEME}://${HOST}/`;

/** What a page of that scheme may do as if it came by https; streams among it. */
export const schemeRights = { standard: true, secure: true, supportFetchAPI: true, stream: true } as const;

/** Answers requests of the scheme: there is one host in it, the desk. */
export function answerScheme(desk: {
	fetch(request: Request): Promise<Response>;
}): (request: Request) => Promise<Response> {
	return async (request) =>
		new URL(request.url).host === HOST ? desk.fetch(request) : new Response(null, { status: 404 });
}
