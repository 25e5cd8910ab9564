#!/usr/bin/env bash
# Writes THIRD-PARTY-NOTICES.md from the restored packages.
set -euo pipefail
cd "$(dirname "$0")"
dotnet build tests/Architecture.Tests -v q
WRITE_NOTICES=1 tests/Architecture.Tests/bin/Debug/net10.0/Architecture.Tests --progress off --filter-class Architecture.Tests.ThirdPartyNoticesTests
