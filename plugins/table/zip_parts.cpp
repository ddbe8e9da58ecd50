#include "plugins/table/zip_parts.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

#include "plugins/table/table.hpp"

namespace table {

namespace {

constexpr int max_entries = 10'000;

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

std::string unpack(archive* zip, std::size_t room, const std::string& place) {
  std::string bytes;
  std::array<char, 65'536> piece{};
  for (;;) {
    const la_ssize_t size = archive_read_data(zip, piece.data(), piece.size());
    if (size < 0) throw Unreadable(place + " is damaged: " + archive_error_string(zip));
    if (size == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(size) > room)
      throw Unreadable(place + " unpacks to more than the limit of " +
                       std::to_string(max_part_bytes) + " bytes, with what is beside it");
    bytes.append(piece.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace

std::map<std::string, std::string> read_parts(const std::filesystem::path& file,
                                              const std::set<std::string>& names) {
  const std::string name = file.filename().string();
  judged_size(file);
  const Archive zip(archive_read_new(), archive_read_free);
  archive_read_support_format_zip(zip.get());
  if (archive_read_open_filename(zip.get(), file.c_str(), 65'536) != ARCHIVE_OK)
    throw Unreadable(name + " is no XLSX: " + archive_error_string(zip.get()));
  std::map<std::string, std::string> parts;
  std::size_t room = max_part_bytes;
  archive_entry* entry = nullptr;
  for (int entries = 0;; ++entries) {
    const int status = archive_read_next_header(zip.get(), &entry);
    if (status == ARCHIVE_EOF) return parts;
    if (status < ARCHIVE_WARN)
      throw Unreadable(name + " is no XLSX: " + archive_error_string(zip.get()));
    if (entries == max_entries)
      throw Unreadable(name + " has more than " + std::to_string(max_entries) + " parts");
    const char* const path = archive_entry_pathname(entry);
    if (path == nullptr || names.count(path) == 0 || parts.count(path) != 0) continue;
    const std::string& part = parts[path] = unpack(zip.get(), room, name + ": " + path);
    room -= part.size();
  }
}

}  // namespace table
