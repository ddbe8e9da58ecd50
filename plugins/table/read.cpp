#include "plugins/table/table.hpp"

namespace table {

std::uintmax_t judged_size(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) throw Unreadable("cannot read " + name + ": " + error.message());
  if (size > max_file_bytes)
    throw Unreadable(name + " has " + std::to_string(size) + " bytes (limit " +
                     std::to_string(max_file_bytes) + ")");
  return size;
}

void read(const std::filesystem::path& file, const OnRecord& take) {
  std::string kind = file.extension().string();
  for (char& c : kind)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (kind == ".xlsx") return read_xlsx(file, take);
  if (kind == ".csv") return read_csv(file, take);
  throw Unreadable(file.filename().string() + " is neither a .csv nor an .xlsx");
}

}  // namespace table
