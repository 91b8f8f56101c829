#!/bin/sh
# Installs what the tests need where it is missing, then configures, builds and runs all of them.
# The environment may set CXX, CXXFLAGS, TEST_CXXFLAGS and WIDE_TEST_CXXFLAGS (after CXXFLAGS; for the suites of core,
# wire and apns, and for the other suites and the tool), BUILD_DIR and JOBS.
set -eu

cd "$(dirname "$0")/.."
build=${BUILD_DIR:-build/tests}
jobs=${JOBS:-2}

has() { command -v "$1" >/dev/null 2>&1; }

compiler() {
    for cxx in ${CXX:+"${CXX%% *}"} c++ g++ clang++; do
        if has "$cxx"; then
            echo "$cxx"
            return
        fi
    done
}

has_doctest() {
    # CMake looks in Homebrew's prefix too, where the compiler alone may not.
    if has brew && [ -e "$(brew --prefix)/include/doctest/doctest.h" ]; then return; fi
    cxx=$(compiler)
    [ -n "$cxx" ] && echo '#include <doctest/doctest.h>' | "$cxx" -x c++ -E - >/dev/null 2>&1
}

# The packages of one manager for what is missing; the names differ between the two.
missing() {
    if [ -z "$(compiler)" ]; then echo "$1"; fi
    if ! has cmake; then echo cmake; fi
    if ! has ninja && ! has make; then echo "$2"; fi
    if ! has_doctest; then echo "$3"; fi
}

if has apt-get; then
    packages=$(missing g++ ninja-build doctest-dev)
    root=
    if [ "$(id -u)" != 0 ]; then root=sudo; fi
    if [ -n "$packages" ] && { [ -z "$root" ] || has sudo; }; then
        echo "installing:" $packages
        log=$(mktemp)
        # A machine that never ran `apt-get update` knows no package at all.
        if ! { $root apt-get update && $root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y --no-install-recommends $packages; } </dev/null >"$log" 2>&1; then
            tail -n 5 "$log" >&2
            echo "could not install all of it; going on with what is here. By hand: apt-get install" $packages >&2
        fi
        rm -f "$log"
    elif [ -n "$packages" ]; then
        echo "missing, and no right to install:" $packages >&2
        echo "as root: apt-get install" $packages >&2
    fi
elif has brew; then
    packages=$(missing llvm ninja doctest)
    if [ -n "$packages" ]; then
        echo "installing:" $packages
        brew install $packages >&2 || echo "brew could not install all of it; going on with what is here" >&2
    fi
fi

if ! has cmake; then
    echo "the tests need CMake 3.20 or later, which could not be installed here" >&2
    exit 1
fi
# Without doctest, tests/CMakeLists.txt fetches it.

mkdir -p "$build"
set --
if [ ! -e "$build/CMakeCache.txt" ] && has ninja; then set -- -G Ninja; fi
log=$build/configure.log
if ! cmake -S . -B "$build" "$@" -DNIMPUSH_BUILD_TESTS=ON -DNIMPUSH_BUILD_TOOLS=ON \
    -DNIMPUSH_BUILD_EXAMPLES=ON \
    -DNIMPUSH_TEST_FLAGS="${TEST_CXXFLAGS-}" \
    -DNIMPUSH_WIDE_TEST_FLAGS="${WIDE_TEST_CXXFLAGS-${TEST_CXXFLAGS-}}" >"$log" 2>&1; then
    cat "$log" >&2
    exit 1
fi
cmake --build "$build" --parallel "$jobs" --config Debug
cd "$build"
exec ctest --output-on-failure --no-tests=error --parallel "$jobs" -C Debug
