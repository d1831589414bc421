/** What starts the app: the command, or npm for who runs it from its folder and has no command of that name. */
export const starts = "`greydesk open` (or `npm start`)";
