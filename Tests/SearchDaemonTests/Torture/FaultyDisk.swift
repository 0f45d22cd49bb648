// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A library that is loaded before the others and lets calls to the disk fail, for files below one folder, as often as a file
/// says.
///
/// It stands between the program and the C library: what a failing disk, a full one or one that was mounted read-only anew
/// would answer, without a disk that fails.
struct FaultyDisk {
    private let scratch: Scratch

    /// What to give the daemon.
    var environment: [String: String] {
        [
            "LD_PRELOAD": scratch["faults.so"], "FAULTS_BELOW": scratch["index"], "FAULTS_CONTROL": scratch["faults"],
        ]
    }

    /// Whether there is a compiler, and no sanitizer, which has to be loaded first itself.
    static let isPossible: Bool = getenv("ASAN_OPTIONS") == nil && getenv("TSAN_OPTIONS") == nil && compiler != nil

    private static let compiler = ["cc", "clang", "gcc"].first { name in
        ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").contains {
            access("\($0)/\(name)", X_OK) == 0
        } ?? false
    }

    /// The one that was compiled in this folder.
    init(in scratch: Scratch) { self.scratch = scratch }

    /// Compiles the library.
    init(compilingIn scratch: Scratch) async throws {
        self.scratch = scratch
        try scratch.write("faults.c", Self.source)
        let outcome = try await ChildProcess(
            Self.compiler ?? "cc",
            ["-shared", "-fPIC", "-O1", "-o", scratch["faults.so"], scratch["faults.c"], "-ldl"],
            in: scratch
        ).outcome()
        guard outcome.status == 0 else { throw SetupFailure("compile: \(outcome.errors)") }
    }

    /// From now on, so many of a thousand calls fail with this error.
    ///
    /// - Parameter onlySync: of those that wait for the disk; others succeed.
    func fail(_ permille: Int, with code: Int32, onlySync: Bool = false) throws {
        try scratch.write("faults.new", "\(permille) \(code) \(onlySync ? 1 : 0)\n")
        try scratch.move("faults.new", "faults")
    }

    /// From now on, none fails.
    func heal() throws { if scratch.exists("faults") { try scratch.remove("faults") } }

    private static let source = #"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <sys/types.h>
        #include <sys/uio.h>
        #include <unistd.h>

        /* Asked at every call: the file may have come or gone. */
        static int roll(int is_sync) {
            const char *control = getenv("FAULTS_CONTROL");
            int saved = errno, permille = 0, code = 0, only_sync = 0, fails = 0;
            FILE *file = control ? fopen(control, "re") : NULL;
            if (file) {
                static __thread unsigned seed;
                if (fscanf(file, "%d %d %d", &permille, &code, &only_sync) < 2) permille = 0;
                fclose(file);
                if (!seed) seed = (unsigned)getpid() * 2654435761u ^ (unsigned)(size_t)&seed;
                fails = (is_sync || !only_sync) && (int)(rand_r(&seed) % 1000) < permille;
            }
            errno = fails ? code : saved;
            return fails;
        }

        static int is_below(const char *path) {
            const char *below = getenv("FAULTS_BELOW");
            return below && path && strncmp(path, below, strlen(below)) == 0;
        }

        static int is_descriptor_below(int descriptor) {
            char link[64], path[4096];
            int saved = errno;
            snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
            ssize_t length = readlink(link, path, sizeof path - 1);
            errno = saved;
            if (length < 0) return 0;
            path[length] = 0;
            return is_below(path);
        }

        #define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

        ssize_t pwrite(int d, const void *b, size_t n, off_t o) {
            REAL(pwrite);
            return is_descriptor_below(d) && roll(0) ? -1 : real(d, b, n, o);
        }
        ssize_t pwrite64(int d, const void *b, size_t n, off64_t o) {
            REAL(pwrite64);
            return is_descriptor_below(d) && roll(0) ? -1 : real(d, b, n, o);
        }
        ssize_t write(int d, const void *b, size_t n) {
            REAL(write);
            return is_descriptor_below(d) && roll(0) ? -1 : real(d, b, n);
        }
        int fsync(int d) {
            REAL(fsync);
            return is_descriptor_below(d) && roll(1) ? -1 : real(d);
        }
        int fdatasync(int d) {
            REAL(fdatasync);
            return is_descriptor_below(d) && roll(1) ? -1 : real(d);
        }
        int rename(const char *a, const char *b) {
            REAL(rename);
            return is_below(b) && roll(0) ? -1 : real(a, b);
        }
        """#
}
