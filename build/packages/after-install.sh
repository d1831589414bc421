#!/bin/sh
# After the package's files are there. Menus, MIME types and icons are refreshed by dpkg's own triggers. Nothing is done
# to this system where dpkg installs into another root.
set -e
app="$DPKG_ROOT/opt/${sanitizedProductName}"

# Chromium's sandbox wants user namespaces; where the kernel gives them to root alone, its helper needs to be set-uid.
closed() { [ -r "$1" ] && [ "$(cat "$1")" = 0 ]; }
if [ -f "$app/chrome-sandbox" ]; then
	if closed /proc/sys/kernel/unprivileged_userns_clone || closed /proc/sys/user/max_user_namespaces; then
		chmod 4755 "$app/chrome-sandbox"
	else
		chmod 0755 "$app/chrome-sandbox"
	fi
fi

# Ubuntu 24.04 and newer give user namespaces to programs with a profile only.
profile="$app/resources/apparmor-profile"
if [ -z "$DPKG_ROOT" ] && [ -f "$profile" ] && command -v apparmor_parser > /dev/null; then
	if apparmor_parser --skip-kernel-load "$profile" > /dev/null 2>&1; then
		cp "$profile" "/etc/apparmor.d/${executable}"
		apparmor_parser --replace "/etc/apparmor.d/${executable}" > /dev/null 2>&1 || true
	fi
fi
