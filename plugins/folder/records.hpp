#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace folder {

inline constexpr std::uintmax_t max_file_bytes = 16u << 20;
inline constexpr std::size_t max_records = 100'000;
inline constexpr std::ptrdiff_t max_parts = 400'000;  // objects and lists, at any depth

// An object in a list that a partner wrote, or a row under the headings of a table. What a member
// may not be throws bad_data.
class Record {
 public:
  // Empty if it is not there. No NUL, no more than `limit` bytes.
  virtual std::string text(const char* member, std::size_t limit) const = 0;
  // From 0 to `most`.
  virtual std::optional<double> number(const char* member, double most) const = 0;
  virtual std::string whole() const = 0;  // as JSON
  // The text of a member that has to be there, without control characters.
  std::string id(const char* member, std::size_t limit) const;

 protected:
  ~Record() = default;
};

// Reads a JSON array of objects, or a table: a file whose name ends in .csv or .xlsx. A record of
// which `take` throws is left out with a word to `complain`, which calls it a `noun`; a file that
// is wrong throws.
void read_records(const std::filesystem::path& file, const char* noun,
                  const std::function<void(const Record&)>& take,
                  const std::function<void(const std::string&)>& complain);

}  // namespace folder
