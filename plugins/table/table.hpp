#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace table {

inline constexpr std::uintmax_t max_file_bytes = 16u << 20;
inline constexpr std::size_t max_rows = 100'000;
inline constexpr std::size_t max_columns = 256;
inline constexpr std::size_t max_cell_bytes = 65'536;
// Of what a table says, as JSON: headings stand in each record, and one text of an XLSX may stand
// in every cell, so that a small file says much.
inline constexpr std::size_t max_record_bytes = 1u << 20;
inline constexpr std::size_t max_said_bytes = 64u << 20;
inline constexpr std::size_t max_part_bytes = 128u << 20;  // of one part of an XLSX, unpacked

// Why a table cannot be read: one sentence with the file and the place, without a full stop.
class Unreadable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Of a file that is not larger than the limit. Throws Unreadable.
std::uintmax_t judged_size(const std::filesystem::path& file);

// A row under the first one's headings: a JSON object, {"Course code": "C-1", ...}. Cells are
// texts, trimmed; empty ones and those under no heading are left out, and so are empty rows.
using OnRecord = std::function<void(std::string_view json)>;

// CSV of RFC 4180, UTF-8 with or without a byte order mark; ';' and tabs, as spreadsheets write
// them too, are known by the first line. Throws Unreadable, after the rows that could be read.
void read_csv(const std::filesystem::path& file, const OnRecord& take);

// The first sheet of a workbook of ECMA-376, as Excel and LibreOffice write it. Dates come as the
// number of days that they are.
void read_xlsx(const std::filesystem::path& file, const OnRecord& take);

// By the end of the file's name, .csv or .xlsx, in any case.
void read(const std::filesystem::path& file, const OnRecord& take);

}  // namespace table
