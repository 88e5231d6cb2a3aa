#!/usr/bin/env bash
# Tests docs/to-safetensors.py. It needs a Python with numpy, h5py and onnx; on Debian, as root, they are installed where they are missing.
# The last line counts the checks, or says why there are none.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
packages='python3-numpy python3-h5py python3-onnx'

find_python() {
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import numpy, h5py, onnx' 2>/dev/null && return
  done
  return 1
}

if ! find_python && [ "$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
  echo "Installing $packages."
  { apt-get -qq update; DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends $packages; } > /dev/null 2>&1
fi
if ! find_python; then
  echo "Conversion: 0 passed, 0 failed. Not run, because no Python here has numpy, h5py and onnx (Debian: apt-get install $packages)"
  exit 0
fi
PYTHONDONTWRITEBYTECODE=1 exec "$python" check.py
