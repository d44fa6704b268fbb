#!/bin/sh
# As root in Debian “testing”: installs the compiler, and looks up where the sources are.
#
#   install.sh PYTHON SUITE
set -eu

# A mirror may be behind; what comes from it is still signed.
echo 'Acquire::Check-Valid-Until "false";' > /etc/apt/apt.conf.d/99recipe
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.sources 2> /dev/null \
  | grep --invert-match '^#' | grep --extended-regexp --only-matching 'https?://[^ ]+/debian/?' | head --lines=1)
echo "deb-src $mirror $2 main" > /etc/apt/sources.list.d/recipe.list

export DEBIAN_FRONTEND=noninteractive
dpkg --configure -a
apt-get --quiet --quiet update
apt-get --quiet --quiet --yes --no-install-recommends install \
  emscripten ninja-build patch xz-utils "libpython$1-dev" > /dev/null < /dev/null
