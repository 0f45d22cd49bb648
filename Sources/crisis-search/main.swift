// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import SearchClient

// A closed pipe is an error code where it is written to, and success.
signal(SIGPIPE, SIG_IGN)
exit(Program(console: .standard).run(Array(CommandLine.arguments.dropFirst())).rawValue)
