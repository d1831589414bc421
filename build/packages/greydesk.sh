#!/bin/sh
# The command `greydesk` of the package: the same program that the app runs, in the system's Node.
program=/opt/Greydesk/resources/app.asar.unpacked/out/greydesk.mjs
if ! command -v node > /dev/null; then
	echo "greydesk: the command needs Node 20.15 or newer (apt-get install nodejs); the app does without" >&2
	exit 1
fi
exec node "$program" "$@"
