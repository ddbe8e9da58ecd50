#include "plugins/table/table.hpp"

namespace table {

void read(const std::filesystem::path& file, const OnRecord& take) {
  std::string kind = file.extension().string();
  for (char& c : kind)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (kind == ".xlsx") return read_xlsx(file, take);
  if (kind == ".csv") return read_csv(file, take);
  throw Unreadable(file.filename().string() + " is neither a .csv nor an .xlsx");
}

}  // namespace table
