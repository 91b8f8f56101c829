#!/bin/sh
# Clients of APNs that others wrote, against `nimpush gateway`.
#
#     sh run.sh NIMPUSH FOLDER            installs them into FOLDER, and tests each
#     sh run.sh NIMPUSH FOLDER install    installs them
#     sh run.sh NIMPUSH FOLDER CLIENT     tests one that is installed: curl, apns2 or node_apn
#     sh run.sh NIMPUSH FOLDER load [PUSHES [RUNS]]    what they take beside `nimpush send`
#
# Exits with 77 where something is missing on this machine; with CI=true that is a failure.
set -eu

node_instead=20.20.2  # npm's package of node, where the one here is older than the clients take
oldest_node=20

[ $# -ge 2 ] || { echo "usage: run.sh NIMPUSH FOLDER [install|curl|apns2|node_apn|load]" >&2; exit 2; }
case $1 in /*) tool=$1 ;; *) tool=$PWD/$1 ;; esac
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$2"
folder=$(cd "$2" && pwd)
shift 2
own_node=$folder/node/node_modules/node/bin/node

missing() {
    echo "skipped: $1" >&2
    [ "${CI-}" != true ] || exit 1
    exit 77
}
has() { command -v "$1" >/dev/null 2>&1; }
is_old() { [ "$(node --version | sed 's/^v//; s/\..*//')" -lt "$oldest_node" ]; }

# Without a lock file, which would name a registry's host; package.json has exact versions.
add() {
    npm install --no-audit --no-fund --no-package-lock --loglevel=error "$@" </dev/null >"$folder/npm.log" 2>&1 &&
        return
    cat "$folder/npm.log" >&2
    missing "npm could not install the clients"
}

install() {
    has node || missing "node is not installed"
    has npm || missing "npm is not installed"
    cp "$here"/*.mjs "$folder"
    if ! cmp -s "$here/package.json" "$folder/installed.json"; then
        cp "$here/package.json" "$folder/package.json"
        (cd "$folder" && add)
        cp "$here/package.json" "$folder/installed.json"
    fi
    if is_old && [ ! -x "$own_node" ]; then
        mkdir -p "$folder/node"
        (cd "$folder/node" && add --no-save --prefix "$folder/node" "node@$node_instead")
    fi
}

run() {
    has node || missing "node is not installed"
    [ "$1" != clients.mjs ] || [ "$3" != curl ] || has curl || missing "curl is not installed"
    [ -e "$folder/installed.json" ] || missing "the clients are not installed in $folder"
    node=node
    if is_old; then node=$own_node; fi
    cd "$folder"
    "$node" "$@" </dev/null
}

case ${1-} in
"")
    install
    failed=0
    for client in curl apns2 node_apn; do (run clients.mjs "$tool" "$client") || failed=1; done
    exit "$failed"
    ;;
install) install ;;
load)
    install
    shift
    run load.mjs "$tool" "$@"
    ;;
*) run clients.mjs "$tool" "$1" ;;
esac
