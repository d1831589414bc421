/** All keys on one sheet, and what the colours mean. */
import { Kbd, Modal } from "@mantine/core";
import { tones, toneWords } from "../../ui/tone.ts";
import { ToneSign } from "../../ui/verdict.tsx";
import styles from "./help.module.css";

const sheets = [
	{
		title: "Anywhere",
		keys: [
			["Ctrl K", "Every command"],
			["g w", "Watch"],
			["g t", "Triplets"],
			["g l", "Whitelists"],
			["g a", "Activity"],
			["g s", "Settings"],
			["g e", "Alerts"],
			["g h", "Hosts"],
			["g m", "A mail (.eml): drop it on the window"],
			["/", "Search: triplets, or the list you see"],
			["Ctrl Z", "Undo the last action"],
			["c", "Connect to a host"],
			["Esc", "Close what is open"],
			["l", "Copy a link to what is shown"],
			["h", "Hide addresses, show them again"],
			[",", "Preferences"],
			["?", "This sheet"],
		],
	},
	{
		title: "Watch",
		keys: [
			["p", "Pause the tail, go on"],
			["1 … 6", "5 min, 1 h, 24 h, 7 d, 30 d, 1 y"],
			["Shift ← →", "Choose a span of the chart, move it"],
			["+ -", "Zoom into the span, zoom out"],
			["t", "Triplets of the span"],
			["e", "Export the chart's figures"],
			["Esc", "No span: the live tail; then out of the zoom, to the live range"],
			["↑ ↓", "Move in the tail"],
			["Enter", "Open the triplet"],
		],
	},
	{
		title: "Any list",
		keys: [
			["↑ ↓ j k", "Move"],
			["← →", "To a cell of the row"],
			["Space", "Mark; with Shift up to here"],
			["Shift ↑ ↓", "Mark as you move"],
			["Ctrl A", "Mark all that match"],
			["Ctrl C", "Copy the cell, or the rows"],
			[". .", "Copy the rows"],
			[". s", "Copy as a command for a shell"],
			[". k", "Copy as a greydesk: link"],
			[". p", "Copy the page address"],
			["Shift F10", "All that can be copied"],
			["v", "Choose columns"],
			["e", "Export what is shown"],
		],
	},
	{
		title: "Triplets",
		keys: [
			["Enter", "Open"],
			["a", "Approve"],
			["x", "Purge"],
			["n", "Approve a mail that never came"],
			["r", "Read the list again"],
		],
	},
	{
		title: "Whitelists",
		keys: [
			["n", "Add an entry"],
			["i", "Import lists from files"],
			["p", "Large senders"],
			["x", "Remove"],
		],
	},
	{
		title: "Alerts",
		keys: [
			["↑ ↓ j k", "Move"],
			["a", "Acknowledge"],
		],
	},
	{
		title: "Hosts",
		keys: [["n", "Add a host"]],
	},
	{
		title: "Activity",
		keys: [
			["Enter", "Details"],
			["u", "Undo this one"],
		],
	},
] as const;

export function HelpSheet({ opened, onClose }: { opened: boolean; onClose: () => void }) {
	return (
		<Modal opened={opened} onClose={onClose} title="Keys and signs" size={940}>
			<div className={styles.help}>
				{sheets.map((sheet) => (
					<section key={sheet.title}>
						<h3>{sheet.title}</h3>
						<dl>
							{sheet.keys.map(([key, words]) => (
								<div key={key}>
									<dt>{words}</dt>
									<dd>
										{key.split(" ").map((one) => (
											<Kbd key={one} size="xs" ml={4}>
												{one}
											</Kbd>
										))}
									</dd>
								</div>
							))}
						</dl>
					</section>
				))}
				<section>
					<h3>Colours</h3>
					<dl>
						{tones.map((tone) => (
							<div key={tone}>
								<dt>{toneWords[tone]}</dt>
								<dd>
									<ToneSign tone={tone} size={16} />
								</dd>
							</div>
						))}
					</dl>
				</section>
			</div>
		</Modal>
	);
}
