// SPDX-License-Identifier: GPL-3.0-or-later

#include "file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xapian.h>

#include <cerrno>
#include <utility>

namespace glass {

namespace {

Xapian::DatabaseError failure(const char *action, const std::string &path) {
    return Xapian::DatabaseError(std::string("cannot ") + action + " " + path, errno);
}

}  // namespace

File File::make(const std::string &path) {
    const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) throw failure("make", path);
    return File(descriptor, path);
}

File File::open(const std::string &path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0 && errno == ENOENT) throw Xapian::DatabaseNotFoundError(path + " is not there");
    if (descriptor < 0) throw failure("open", path);
    return File(descriptor, path);
}

File::~File() {
    if (is_open()) ::close(descriptor);
}

File::File(File &&other) noexcept : descriptor(std::exchange(other.descriptor, -1)), path(std::move(other.path)) {}

File &File::operator=(File &&other) noexcept {
    std::swap(descriptor, other.descriptor);
    std::swap(path, other.path);
    return *this;
}

void File::write(const void *bytes, size_t count, uint64_t offset) {
    const char *at = static_cast<const char *>(bytes);
    while (count > 0) {
        const ssize_t written = pwrite(descriptor, at, count, off_t(offset));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) throw failure("write", path);
        at += written;
        offset += uint64_t(written);
        count -= size_t(written);
    }
}

size_t File::read(void *bytes, size_t count, uint64_t offset) const {
    char *at = static_cast<char *>(bytes);
    size_t done = 0;
    while (done < count) {
        const ssize_t more = pread(descriptor, at + done, count - done, off_t(offset + done));
        if (more < 0 && errno == EINTR) continue;
        if (more < 0) throw failure("read", path);
        if (more == 0) break;
        done += size_t(more);
    }
    return done;
}

uint64_t File::size() const {
    struct stat status {};
    if (fstat(descriptor, &status) != 0) throw failure("read", path);
    return uint64_t(status.st_size);
}

void File::close() {
    const int closing = std::exchange(descriptor, -1);
    if (closing >= 0 && ::close(closing) != 0) throw failure("write", path);
}

}  // namespace glass
