#!/bin/sh
# Installs nimpush by CMake and by Meson into folders that are removed again, and takes it from there as its
# users do: find_package, add_subdirectory, Meson's dependency() and pkg-config.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export CXX="${CXX:-c++}"

quietly() {
    if ! "$@" >log 2>&1; then
        cat log >&2
        echo "failed: $*" >&2
        exit 1
    fi
}

quietly cmake -S "$source" -B nimpush-cmake -DNIMPUSH_BUILD_TESTS=OFF -DNIMPUSH_BUILD_TOOLS=OFF \
    -DNIMPUSH_BUILD_EXAMPLES=OFF
quietly cmake --install nimpush-cmake --prefix by-cmake
quietly meson setup nimpush-meson "$source" --prefix "$scratch/by-meson" -Dtests=disabled \
    -Dtools=disabled -Dexamples=disabled
quietly meson install -C nimpush-meson
diff -r by-cmake/include by-meson/include
diff -r "$source/include" by-cmake/include

# Moved first: an installed tree must not remember where it was made.
mv by-cmake moved
quietly cmake -S "$here" -B find-package -DCMAKE_PREFIX_PATH="$scratch/moved"
quietly cmake --build find-package
./find-package/consumer
echo "find_package: ok"

# While 0.x a minor version may break, so another one is not taken.
sed 's/find_package(nimpush [0-9.]*/find_package(nimpush 0.0/' "$here/CMakeLists.txt" >other-version.txt
mkdir other-version
mv other-version.txt other-version/CMakeLists.txt
cp "$here/main.cpp" other-version
if cmake -S other-version -B other-version/build -DCMAKE_PREFIX_PATH="$scratch/moved" >log 2>&1; then
    echo "find_package takes another minor version" >&2
    exit 1
fi
grep -q "compatible" log || { cat log >&2; exit 1; }
echo "find_package, another version: refused"

quietly cmake -S "$here" -B subdirectory -DNIMPUSH_SOURCE="$source"
quietly cmake --build subdirectory
./subdirectory/consumer
echo "add_subdirectory: ok"

flags=$(PKG_CONFIG_PATH=moved/share/pkgconfig pkg-config --cflags nimpush)
$CXX -std=c++20 $flags "$here/main.cpp" -o by-pkg-config
./by-pkg-config
echo "pkg-config: ok"

PKG_CONFIG_PATH="$scratch/by-meson/share/pkgconfig" quietly meson setup dependency "$here"
quietly meson compile -C dependency
./dependency/consumer
echo "meson dependency(): ok"
