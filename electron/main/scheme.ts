/** The address of the page behind Electron's door. */
export const SCHEME = "greydesk-app";
export const HOST = "desk";
export const HOME = `${SCHEME}://${HOST}/`;
