#include "core/package/zip_audit.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <numeric>
#include <optional>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr std::uint32_t local_signature = 0x04034b50, central_signature = 0x02014b50,
                        end_signature = 0x06054b50, end64_signature = 0x06064b50,
                        locator_signature = 0x07064b50, descriptor_signature = 0x08074b50;
constexpr std::size_t local_size = 30, central_size = 46, end_size = 22, end64_size = 56,
                      locator_size = 20;
constexpr std::size_t longest_record = central_size + 3 * 0xffff;
constexpr std::uint64_t window_size = 1 << 20;
constexpr std::uint16_t encrypted_flag = 1, descriptor_flag = 8, utf8_flag = 1 << 11;
constexpr std::uint16_t masked_flag =
    1 << 13;  // the directory is encrypted, and what it says is not true
// Bytes. A hundred thousand entries have 251 each: 46, a name, and what may follow it.
constexpr std::uint64_t most_directory = 24 << 20, most_defects = 4 << 20;
constexpr std::uint16_t zip64_extra = 1, unicode_path_extra = 0x7075;

// Little-endian numbers out of bytes whose length the caller has checked.
std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < width; ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}
std::uint16_t u16(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint16_t>(number(bytes, at, 2));
}
std::uint32_t u32(std::string_view bytes, std::size_t at) {
  return static_cast<std::uint32_t>(number(bytes, at, 4));
}
std::uint64_t u64(std::string_view bytes, std::size_t at) {
  return number(bytes, at, 8);
}

// The body of one extra field, APPNOTE 4.5; empty where there is none.
std::string_view extra_field(std::string_view extra, std::uint16_t wanted,
                             bool* overlong = nullptr) {
  while (extra.size() >= 4) {
    const auto id = u16(extra, 0);
    const std::size_t size = u16(extra, 2);
    if (size > extra.size() - 4) {
      if (overlong != nullptr) *overlong = true;
      return {};
    }
    if (id == wanted) return extra.substr(4, size);
    extra.remove_prefix(4 + size);
  }
  return {};
}

struct EndRecord {
  std::uint64_t at = 0;  // where the central directory must end
  std::uint64_t count = 0;
  std::uint64_t directory_size = 0;
  std::uint64_t directory_offset = 0;
};

class Auditor {
 public:
  Auditor(int descriptor, const std::string& name, const Limits& limits)
      : descriptor_(descriptor), name_(name), limits_(limits) {}

  Result<ZipStructure> run() {
    struct stat facts {};
    if (fstat(descriptor_, &facts) != 0) return unreadable();
    file_size_ = static_cast<std::uint64_t>(facts.st_size);
    if (file_size_ == 0)
      return fail(Errc::corrupt, "package-empty",
                  name_ + " is empty (0 bytes); pack or download it again");

    HAAT_TRY(const auto end, find_end());
    HAAT_TRY_VOID(read_directory(end));
    for (auto& entry : zip_.entries) HAAT_TRY_VOID(read_local(entry));
    judge_layout();
    HAAT_TRY_VOID(judge_names());
    HAAT_TRY_VOID(judge_totals());
    return std::move(zip_);
  }

 private:
  tl::unexpected<Error> unreadable() const {
    return fail(Errc::unavailable, "file-unreadable",
                name_ + " cannot be read: " + std::strerror(errno));
  }
  tl::unexpected<Error> truncated(const std::string& what) const {
    return fail(Errc::corrupt, "zip-truncated",
                name_ + " is cut off or damaged (" + what + "); download or pack it again");
  }
  void defect(const char* id, std::string path, std::string message) {
    keep({id, printable(path), std::move(message)});
  }
  // A report lists the first thousands: of more, only memory would come.
  void keep(Defect defect) {
    kept_ += sizeof(Defect) + defect.path.size() + defect.message.size();
    if (kept_ <= most_defects) zip_.defects.push_back(std::move(defect));
  }

  // Up to `length` bytes; fewer only at the file's end.
  Result<std::string> bytes_at(std::uint64_t offset, std::size_t length) const {
    std::string bytes(
        offset >= file_size_ ? 0 : std::min<std::uint64_t>(length, file_size_ - offset), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
      const auto got = pread(descriptor_, bytes.data() + done, bytes.size() - done,
                             static_cast<off_t>(offset + done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return unreadable();
      if (got == 0) return truncated("it became shorter while it was read");
      done += static_cast<std::size_t>(got);
    }
    return bytes;
  }

  Result<EndRecord> find_end() {
    const auto tail_from = file_size_ - std::min<std::uint64_t>(file_size_, end_size + 0xffff);
    HAAT_TRY(const std::string tail, bytes_at(tail_from, end_size + 0xffff));

    // The record whose comment reaches exactly to the end; else the last one that is there at all.
    std::optional<std::size_t> exact, last;
    bool ambiguous = false;
    for (std::size_t at = tail.size() < end_size ? 0 : tail.size() - end_size + 1; at-- > 0;) {
      if (u32(tail, at) != end_signature) continue;
      if (!last) last = at;
      if (at + end_size + u16(tail, at + 20) != tail.size()) continue;
      // Readers search from the end, and differ in how carefully: a signature inside the comment is
      // another answer.
      ambiguous = ambiguous || at != *last;
      exact = at;
    }
    if (!last) {
      HAAT_TRY(const std::string head, bytes_at(0, 4));
      if (head.size() == 4 && u32(head, 0) == local_signature)
        return truncated("its end record is missing");
      return fail(Errc::corrupt, "not-a-zip",
                  name_ + " is not a zip file; a course package is a zip or a folder");
    }
    const std::size_t at = exact.value_or(*last);
    if (!exact)
      defect("zip-data-unclaimed", "",
             "there are bytes behind the end of the zip that belong to no entry");
    if (ambiguous)
      defect("zip-end-ambiguous", "",
             "the zip has more than one end record, and readers differ in which one they take");

    EndRecord end{tail_from + at, u16(tail, at + 10), u32(tail, at + 12), u32(tail, at + 16)};
    const bool split = u16(tail, at + 4) != 0 && u16(tail, at + 4) != 0xffff;
    if (split)
      return fail(Errc::unsupported, "zip-split",
                  name_ + " is one part of a split zip; join the parts into one zip first");
    return read_end64(end);
  }

  Result<EndRecord> read_end64(EndRecord end) {
    if (end.at < locator_size) return end;
    HAAT_TRY(const std::string locator, bytes_at(end.at - locator_size, locator_size));
    if (u32(locator, 0) != locator_signature) return end;
    const auto at = u64(locator, 8);
    if (at > end.at - locator_size || end.at - locator_size - at < end64_size)
      return truncated("its zip64 end record lies outside the file");
    HAAT_TRY(const std::string record, bytes_at(at, end64_size));
    if (record.size() < end64_size || u32(record, 0) != end64_signature)
      return truncated("its zip64 end record is missing");

    const EndRecord large{at, u64(record, 32), u64(record, 40), u64(record, 48)};
    const bool contradicts =
        (end.count != 0xffff && end.count != large.count) ||
        (end.directory_size != 0xffffffff && end.directory_size != large.directory_size) ||
        (end.directory_offset != 0xffffffff && end.directory_offset != large.directory_offset);
    if (contradicts)
      defect("zip-end-ambiguous", "",
             "the zip's end record and its zip64 end record contradict each other");
    if (at + 12 + u64(record, 4) != end.at - locator_size)
      defect("zip-data-unclaimed", "",
             "there are bytes between the zip64 end record and the end record");
    return large;
  }

  Result<void> read_directory(const EndRecord& end) {
    if (end.directory_size > end.at || end.directory_offset > end.at - end.directory_size)
      return truncated("its central directory should have " + std::to_string(end.directory_size) +
                       " bytes at " + std::to_string(end.directory_offset) +
                       ", beyond its end record at " + std::to_string(end.at));
    if (end.count > limits_.entries)
      return fail(Errc::too_large, "too-many-entries",
                  name_ + " has " + std::to_string(end.count) + " entries; the limit is " +
                      std::to_string(limits_.entries));
    // A self-extracting program or other bytes in front move every offset by the same distance.
    base_ = end.at - end.directory_size - end.directory_offset;
    if (base_ > 0)
      defect("zip-data-unclaimed", "",
             "there are " + std::to_string(base_) + " bytes before the zip begins");
    zip_.directory_offset = end.at - end.directory_size;

    if (end.directory_size > most_directory)
      return fail(Errc::too_large, "zip-directory-too-large",
                  name_ + " has a central directory of " + std::to_string(end.directory_size) +
                      " bytes; the limit is " + std::to_string(most_directory));
    zip_.entries.reserve(std::min(end.count, end.directory_size / central_size));
    std::string window;  // the directory by pieces: it may have many megabytes
    std::string_view rest;
    for (std::uint64_t seen = 0;;) {
      if (rest.size() < longest_record && seen < end.directory_size) {
        const auto from = seen - rest.size();
        HAAT_TRY(window, bytes_at(zip_.directory_offset + from,
                                  std::min(window_size, end.directory_size - from)));
        rest = window;
        seen = from + rest.size();
      }
      if (rest.size() < central_size || u32(rest, 0) != central_signature) break;
      const std::size_t length = central_size + u16(rest, 28) + u16(rest, 30) + u16(rest, 32);
      if (length > rest.size())
        return truncated("an entry of its central directory reaches beyond it");
      if (zip_.entries.size() >= limits_.entries)
        return fail(
            Errc::too_large, "too-many-entries",
            name_ + " has more entries than the limit of " + std::to_string(limits_.entries));
      read_central(rest.substr(0, length));
      rest.remove_prefix(length);
    }
    if (!rest.empty() || zip_.entries.size() != end.count)
      defect("zip-directory-contradiction", "",
             "the zip's end record announces " + std::to_string(end.count) +
                 " entries, its central directory has " + std::to_string(zip_.entries.size()));
    return {};
  }

  void extra_overlong(const std::string& name) {
    defect("zip-headers-contradict", name,
           "\"" + printable(name) +
               "\" has an extra field that says it is longer than its header has room for");
  }

  void read_central(std::string_view record) {
    ZipEntry entry;
    const std::size_t name_length = u16(record, 28), extra_length = u16(record, 30);
    entry.name = record.substr(central_size, name_length);
    entry.folder = entry.name.ends_with('/');
    entry.flags = u16(record, 8);
    entry.method = u16(record, 10);
    entry.crc32 = u32(record, 16);
    entry.packed_size = u32(record, 20);
    entry.size = u32(record, 24);
    entry.offset = u32(record, 42);
    // APPNOTE 4.5.3: the fields that are all ones stand here, in this order.
    bool overlong = false;
    auto large = extra_field(record.substr(central_size + name_length, extra_length), zip64_extra,
                             &overlong);
    entry.extra_overlong = overlong;
    if (overlong) extra_overlong(entry.name);
    for (auto* field : {&entry.size, &entry.packed_size, &entry.offset})
      if (*field == 0xffffffff && large.size() >= 8) {
        *field = u64(large, 0);
        large.remove_prefix(8);
      }
    entry.offset += base_;
    if (const auto disk = u16(record, 34); disk != 0 && disk != 0xffff)
      defect("zip-directory-contradiction", entry.name,
             "\"" + printable(entry.name) + "\" should lie in part " + std::to_string(disk + 1) +
                 " of a split zip, but the zip is one file");
    // APPNOTE 4.6.9: a version, a checksum, and the name that some readers take instead.
    const auto other =
        extra_field(record.substr(central_size + name_length, extra_length), unicode_path_extra);
    if (other.size() > 5 && other.substr(5) != entry.name)
      defect("zip-headers-contradict", entry.name,
             "\"" + printable(entry.name) + "\" has another name, \"" +
                 printable(other.substr(5, 200)) + "\", in its Unicode field");
    entry.utf8 = (entry.flags & utf8_flag) != 0 ||
                 std::all_of(entry.name.begin(), entry.name.end(),
                             [](char c) { return static_cast<unsigned char>(c) < 0x80; });

    const bool unix_made = record[5] == 3 || record[5] == 19;
    const auto kind = u32(record, 38) >> 16 & S_IFMT;
    if (unix_made && kind == S_IFLNK)
      defect("entry-is-link", entry.name,
             "\"" + printable(entry.name) + "\" is a symbolic link; put the file itself there");
    else if (unix_made && kind != 0 && kind != S_IFREG && kind != S_IFDIR)
      defect("entry-is-device", entry.name,
             "\"" + printable(entry.name) + "\" is a device or a pipe, not a file");
    if ((entry.flags & (encrypted_flag | masked_flag)) != 0 || entry.method == 99)
      defect("entry-encrypted", entry.name,
             "\"" + printable(entry.name) + "\" is encrypted; zip it without a password");
    else if (entry.method != 0 && entry.method != 8)
      defect("entry-compression-unusual", entry.name,
             "\"" + printable(entry.name) + "\" is compressed by method " +
                 std::to_string(entry.method) +
                 "; only stored (0) and deflated (8) are read everywhere");
    zip_.entries.push_back(std::move(entry));
  }

  Result<void> read_local(ZipEntry& entry) {
    constexpr std::size_t guess = local_size + 480;  // most names and extras fit: one read
    HAAT_TRY(std::string record, bytes_at(entry.offset, guess));
    const auto shown = [&] { return "\"" + printable(entry.name) + "\""; };
    if (record.size() < local_size || u32(record, 0) != local_signature) {
      entry.data = entry.end = entry.offset;
      defect("zip-headers-contradict", entry.name,
             "the zip has no local header for " + shown() + " where its directory says");
      return {};
    }
    const std::size_t name_length = u16(record, 26), extra_length = u16(record, 28);
    const std::size_t length = local_size + name_length + extra_length;
    if (length > record.size()) {
      HAAT_TRY(record, bytes_at(entry.offset, length));
      if (record.size() < length)
        return truncated("the local header of " + shown() + " reaches beyond the end");
    }
    entry.data = entry.offset + length;
    if (entry.packed_size > file_size_ || entry.data > file_size_ - entry.packed_size)
      return truncated(shown() + " should have " + std::to_string(entry.packed_size) +
                       " packed bytes, beyond the end");

    const auto flags = u16(record, 6);
    std::uint64_t packed_size = u32(record, 18), size = u32(record, 22);
    bool overlong = false;
    auto large =
        extra_field(std::string_view(record).substr(local_size + name_length, extra_length),
                    zip64_extra, &overlong);
    if (overlong && !entry.extra_overlong) extra_overlong(entry.name);
    const bool zip64 = !large.empty();
    for (auto* field : {&size, &packed_size})
      if (*field == 0xffffffff && large.size() >= 8) {
        *field = u64(large, 0);
        large.remove_prefix(8);
      }

    const bool described = (flags & descriptor_flag) != 0;
    const bool sizes_zero = described && u32(record, 14) == 0 && packed_size == 0 && size == 0;
    const bool sizes_match =
        u32(record, 14) == entry.crc32 && packed_size == entry.packed_size && size == entry.size;
    const bool stored_as_is =
        entry.method != 0 || (entry.flags & encrypted_flag) != 0 || entry.packed_size == entry.size;
    const bool same =
        stored_as_is && record.compare(local_size, name_length, entry.name) == 0 &&
        u16(record, 8) == entry.method &&
        ((flags ^ entry.flags) & (encrypted_flag | descriptor_flag | utf8_flag)) == 0 &&
        (sizes_match || sizes_zero || (described && u32(record, 14) == 0));
    if (!same)
      defect(
          "zip-headers-contradict", entry.name,
          "the local header of " + shown() +
              " contradicts the central directory, and readers differ in which one they believe");
    entry.plain =
        same && (entry.method == 0 || entry.method == 8) && (entry.flags & encrypted_flag) == 0;
    entry.end = entry.data + entry.packed_size;
    if (described) return read_descriptor(entry, zip64);
    return {};
  }

  // Behind the data of an entry whose sizes were not known when it was written. Its signature is
  // optional, its sizes are 4 or 8 bytes wide, and nothing says which (APPNOTE 4.3.9): take the
  // form that agrees with the directory.
  Result<void> read_descriptor(ZipEntry& entry, bool zip64) {
    HAAT_TRY(const std::string bytes, bytes_at(entry.end, 24));
    const bool is_signed = bytes.size() >= 4 && u32(bytes, 0) == descriptor_signature;
    for (const std::size_t lead : {std::size_t{is_signed ? 4u : 0u}, std::size_t{0}})
      for (const std::size_t width : {zip64 ? 8u : 4u, zip64 ? 4u : 8u}) {
        const std::size_t length = lead + 4 + 2 * width;
        if (bytes.size() < length || u32(bytes, lead) != entry.crc32) continue;
        if (number(bytes, lead + 4, width) != entry.packed_size ||
            number(bytes, lead + 4 + width, width) != entry.size)
          continue;
        entry.end += length;
        return {};
      }
    entry.end += is_signed ? 16 : 12;
    entry.plain = false;
    defect("zip-headers-contradict", entry.name,
           "the data descriptor of \"" + printable(entry.name) +
               "\" contradicts the central directory");
    return {};
  }

  // Each byte before the central directory belongs to exactly one entry.
  void judge_layout() {
    std::vector<std::size_t> order(zip_.entries.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return zip_.entries[a].offset < zip_.entries[b].offset;
    });
    std::uint64_t at = base_;
    bool gap = false;
    for (const auto index : order) {
      const auto& entry = zip_.entries[index];
      gap = gap || entry.offset > at;
      if (entry.offset < at)
        defect("zip-entries-overlap", entry.name,
               "the bytes of \"" + printable(entry.name) + "\" overlap those of another entry");
      at = std::max(at, entry.end);
    }
    if (at > zip_.directory_offset)
      defect("zip-entries-overlap", "", "the last entry reaches into the central directory");
    if (gap || at < zip_.directory_offset)
      defect("zip-data-unclaimed", "",
             "there are bytes between the entries that belong to none of them");
  }

  Result<void> judge_names() {
    std::vector<std::string_view> names;
    names.reserve(zip_.entries.size());
    for (const auto& entry : zip_.entries) {
      for (auto& found : judge_entry_name(entry.name, limits_)) keep(std::move(found));
      if (!entry.utf8 && is_utf8(entry.name))
        defect("entry-name-unmarked", entry.name,
               "the name \"" + printable(entry.name) +
                   "\" is not marked as UTF-8, so some readers see another name");
      names.push_back(entry.name);
    }
    return judge_entry_names_together(name_, names, limits_,
                                      [&](Defect found) { keep(std::move(found)); });
  }

  Result<void> judge_totals() {
    std::uint64_t total = 0;
    for (const auto& entry : zip_.entries) {
      if (entry.size > limits_.entry_size)
        return fail(Errc::too_large, "entry-too-large",
                    name_ + ": " + printable(entry.name) + " has " + std::to_string(entry.size) +
                        " bytes unpacked; the limit is " + std::to_string(limits_.entry_size));
      total += entry.size;
    }
    if (total > limits_.total_size)
      return fail(Errc::too_large, "package-too-large",
                  name_ + " has " + std::to_string(total) + " bytes unpacked; the limit is " +
                      std::to_string(limits_.total_size));
    if (total > limits_.ratio_from &&
        total / std::max<std::uint64_t>(file_size_, 1) > limits_.ratio)
      return fail(Errc::too_large, "package-bomb",
                  name_ + " would unpack to " + std::to_string(total / file_size_) +
                      " times its size (" + std::to_string(total) + " bytes); the limit is " +
                      std::to_string(limits_.ratio) + " times");
    return {};
  }

  int descriptor_;
  const std::string& name_;
  const Limits& limits_;
  std::uint64_t file_size_ = 0;
  std::uint64_t base_ = 0;
  ZipStructure zip_;
  std::uint64_t kept_ = 0;  // bytes of all defects
};

}  // namespace

Result<ZipStructure> audit_zip(int descriptor, const std::string& name, const Limits& limits) {
  return Auditor(descriptor, name, limits).run();
}

}  // namespace haat
