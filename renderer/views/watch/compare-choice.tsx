/** With which other host this one is seen in one chart; stands in the address. Not there where there is no other. */
import { ActionIcon, Menu, NativeSelect, Tooltip } from "@mantine/core";
import { IconArrowsDiff } from "@tabler/icons-react";
import type { Host } from "../../../shared/protocol/desk.ts";
import { useAddress, useApp, useHost, useHosts, useNamesApart } from "../../state/app-context.tsx";
import { HostEdge } from "../../ui/host-colour.tsx";
import { visibleText } from "../../ui/visible-text.ts";

const LONGEST_NAME = 40;

export function CompareChoice() {
	const { address } = useApp();
	const { with: chosen } = useAddress();
	const { id } = useHost();
	const nameApart = useNamesApart();
	const nameOf = (host: Host) => shortName(nameApart(host));
	const others = (useHosts() ?? []).filter((host) => host.id !== id);
	const choose = (host: string | null) => address.go({ with: host, open: null });
	if (chosen !== null) return <Chosen others={others} chosen={chosen} nameOf={nameOf} onChoose={choose} />;
	if (others.length === 0) return null;
	return (
		<Menu position="bottom-end" offset={4}>
			<Menu.Target>
				<Tooltip label="Compare with another host">
					<ActionIcon aria-label="Compare with another host">
						<IconArrowsDiff size={17} stroke={1.8} />
					</ActionIcon>
				</Tooltip>
			</Menu.Target>
			<Menu.Dropdown>
				<Menu.Label>Compare with</Menu.Label>
				{others.map((host) => (
					<Menu.Item key={host.id} onClick={() => choose(host.id)} leftSection={<HostEdge colour={host.colour} />}>
						{nameOf(host)}
					</Menu.Item>
				))}
			</Menu.Dropdown>
		</Menu>
	);
}

interface ChosenProps {
	readonly others: readonly Host[];
	readonly chosen: string;
	readonly nameOf: (host: Host) => string;
	readonly onChoose: (host: string | null) => void;
}

function Chosen({ others, chosen, nameOf, onChoose }: ChosenProps) {
	return (
		<NativeSelect
			size="xs"
			w={170}
			aria-label="Compare with"
			value={chosen}
			onChange={(event) => onChoose(event.currentTarget.value || null)}
		>
			<option value="">One host alone</option>
			{!others.some((host) => host.id === chosen) && <option value={chosen}>{chosen} (not known here)</option>}
			{others.map((host) => (
				<option key={host.id} value={host.id}>
					{nameOf(host)}
				</option>
			))}
		</NativeSelect>
	);
}

function shortName(name: string): string {
	const seen = visibleText(name);
	return seen.length > LONGEST_NAME ? `${seen.slice(0, LONGEST_NAME)}…` : seen;
}
