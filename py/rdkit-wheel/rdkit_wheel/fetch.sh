#!/bin/sh
# In the Debian that install.sh made, in the work folder: copies Python's headers, and
# downloads the source archives that are not there yet.
#
#   fetch.sh PYTHON PACKAGE/ARCHIVE...
set -eu

# With their times, so that an interrupted build does not begin anew.
rm -rf headers.partial
cp -RL --preserve=timestamps "/usr/include/python$1" headers.partial
rm headers.partial/pyconfig.h
cp /usr/include/*/"python$1/pyconfig.h" native-pyconfig.h
mkdir -p python-headers
cp -R --preserve=timestamps headers.partial/. python-headers
rm -r headers.partial
shift

mkdir -p archives
cd archives
for wanted in "$@"; do
  package=${wanted%%/*} archive=${wanted#*/}
  [ ! -e "$archive" ] || continue
  # Only this file of the source package: a mirror may lack the others.
  address=$(apt-get --print-uris --download-only source "$package" \
    | sed --quiet "s/^'\([^']*\)' $archive .*/\1/p")
  /usr/lib/apt/apt-helper -o APT::Sandbox::User=root download-file "$address" "$archive.partial" \
    > /dev/null
  mv "$archive.partial" "$archive"
done
