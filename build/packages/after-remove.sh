#!/bin/sh
# After the package's files are gone. What people keep in their own folders stays.
set -e
profile="/etc/apparmor.d/${executable}"
if [ -z "$DPKG_ROOT" ] && [ -f "$profile" ]; then
	if command -v apparmor_parser > /dev/null; then apparmor_parser --remove "$profile" > /dev/null 2>&1 || true; fi
	rm -f "$profile"
fi
