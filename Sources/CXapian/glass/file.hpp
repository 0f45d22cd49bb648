// SPDX-License-Identifier: GPL-3.0-or-later

#ifndef CX_GLASS_FILE_HPP
#define CX_GLASS_FILE_HPP

#include <cstdint>
#include <string>

namespace glass {

// A file of a database. Whatever fails throws a DatabaseError that names it.
class File {
  public:
    File() = default;
    static File make(const std::string &path);
    // Throws DatabaseNotFoundError if there is none.
    static File open(const std::string &path);
    ~File();
    File(File &&other) noexcept;
    File &operator=(File &&other) noexcept;

    bool is_open() const { return descriptor >= 0; }
    void write(const void *bytes, size_t count, uint64_t offset);
    // Returns how many bytes there were, which are fewer than `count` only at the end of the file.
    size_t read(void *bytes, size_t count, uint64_t offset) const;
    uint64_t size() const;
    void close();

  private:
    File(int descriptor, std::string path) : descriptor(descriptor), path(std::move(path)) {}

    int descriptor = -1;
    std::string path;
};

}  // namespace glass

#endif
