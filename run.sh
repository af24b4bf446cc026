#!/usr/bin/env bash
# Builds and opens Gradus, on Debian 12 and its relatives.
#
#   ./run.sh [ARGUMENTS…]       open the window, or do what the arguments say: ./run.sh train --help
#   ./run.sh test               build everything and run the whole test suite
#   ./run.sh --no-install …     only print how to install what is missing, and stop
#   ./run.sh --build-only       build, open nothing
#   ./run.sh --install-only     install what is missing, build nothing
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

packages=(
  g++ cmake ninja-build                                      # to build
  qt6-base-dev qt6-svg-dev libqcustomplot-dev                # the window
  fonts-inter fonts-jetbrains-mono                           # its text and its code
  libclblast-dev ocl-icd-opencl-dev                          # the engine
  opencl-headers opencl-clhpp-headers
  pocl-opencl-icd                                            # OpenCL on the processor
  zlib1g-dev nlohmann-json3-dev libcli11-dev                 # files and the command line
  dataset-fashion-mnist
)

install_missing() {
  local missing=() package installed
  installed=" $(dpkg-query -W -f='${Package}/${db:Status-Status} ' "${packages[@]}" 2>/dev/null || true)"
  for package in "${packages[@]}"; do
    [[ $installed == *" $package/installed "* ]] || missing+=("$package")
  done
  ((${#missing[@]})) || return 0

  local sudo=() command
  [[ $EUID -eq 0 ]] || sudo=(sudo)
  command="${sudo[*]:+sudo }apt-get install --no-install-recommends ${missing[*]}"
  echo "Packages that are missing: ${missing[*]}" >&2
  if [[ $install == no ]]; then
    echo "$command"
    exit 1
  fi
  if ! command -v apt-get >/dev/null; then
    echo "There is no apt-get here: install the packages by their names in your system, then run this again." >&2
    exit 1
  fi
  echo "$command" >&2
  "${sudo[@]}" apt-get update -qq
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
}

# Quiet when there is nothing to do: what was built starts at once.
build() {
  [[ -x build/gradus ]] || echo "The first build takes more than five minutes on two cores; later ones are quick." >&2
  [[ -f build/build.ninja ]] || cmake --preset release >&2
  ninja -C build "$1" |
    { grep --line-buffered -vE '^ninja: (Entering|no work)|Re-checking globbed directories' >&2 || true; }
}

install=yes
if [[ ${1:-} == --no-install ]]; then
  install=no
  shift
fi
command -v dpkg-query >/dev/null && install_missing

case ${1:-} in
  test)
    build all
    exec ctest --preset release "${@:2}"
    ;;
  --install-only) ;;
  --build-only)
    build gradus
    ;;
  *)
    build gradus
    exec build/gradus "$@"
    ;;
esac
