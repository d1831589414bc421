/** `Menu`, and the items in it: what a click does, nothing of how it looks. */
import { app } from "./app.ts";
import { BrowserWindow } from "./windows.ts";

interface Template {
	readonly id?: string;
	readonly label?: string;
	readonly type?: string;
	readonly role?: string;
	readonly checked?: boolean;
	readonly enabled?: boolean;
	readonly submenu?: readonly Template[];
	readonly click?: (item: MenuItem) => void;
}

export class MenuItem {
	readonly id: string | undefined;
	readonly label: string;
	readonly type: string;
	readonly role: string | undefined;
	readonly submenu: Menu | null;
	checked: boolean;
	enabled: boolean;
	readonly #click: ((item: MenuItem) => void) | undefined;

	constructor(template: Template) {
		this.id = template.id;
		this.label = template.label ?? template.role ?? "";
		this.role = template.role;
		this.type = template.type ?? (template.submenu === undefined ? "normal" : "submenu");
		this.checked = template.checked ?? false;
		this.enabled = template.enabled ?? true;
		this.submenu = template.submenu === undefined ? null : Menu.buildFromTemplate(template.submenu);
		this.#click = template.click;
	}

	/** As by a hand: what is grey does nothing. */
	click(): void {
		if (!this.enabled) return;
		if (this.type === "checkbox") this.checked = !this.checked;
		if (this.type === "radio") this.checked = true;
		if (this.role === "quit") app.quit();
		if (this.role === "reload") for (const window of BrowserWindow.getAllWindows()) window.webContents.reload();
		this.#click?.(this);
	}
}

let applicationMenu: Menu | null = null;

export class Menu {
	readonly items: readonly MenuItem[];
	private constructor(items: readonly MenuItem[]) {
		this.items = items;
	}
	static buildFromTemplate(template: readonly Template[]): Menu {
		return new Menu(template.map((item) => new MenuItem(item)));
	}
	static setApplicationMenu(menu: Menu | null): void {
		applicationMenu = menu;
	}
	static getApplicationMenu(): Menu | null {
		return applicationMenu;
	}
	getMenuItemById(id: string): MenuItem | null {
		for (const item of this.items) {
			const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
			if (found !== null) return found;
		}
		return null;
	}
}
