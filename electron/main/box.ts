/** A box of the desk as one of the system. */
import { dialog } from "electron";
import type { ShowBox } from "../desk/boxes.ts";

export const showBox: ShowBox = async ({ kind, title, detail, buttons }) => {
	const asked = { type: kind, message: title, detail, buttons: [...buttons], defaultId: 0, cancelId: 0, noLink: true };
	return (await dialog.showMessageBox(asked)).response;
};
