#include "plugins/folder/records.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "plugins/table/table.hpp"
#include "sdk/provider/provider.hpp"

namespace folder {

namespace {

using haat::provider::bad_data;
using nlohmann::json;

json parse(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) throw bad_data("cannot read " + file.string() + ": " + error.message());
  if (size > max_file_bytes) {
    throw bad_data(file.string() + " has " + std::to_string(size) + " bytes (limit " +
                   std::to_string(max_file_bytes) + ")");
  }
  std::ifstream stream(file, std::ios::binary);
  std::string text(size, '\0');
  if (!stream.read(text.data(), static_cast<std::streamsize>(size)))
    throw bad_data("cannot read " + file.string());
  // Taken apart, it could need more memory than there is.
  const auto parts =
      std::count_if(text.begin(), text.end(), [](char c) { return c == '{' || c == '['; });
  if (parts > max_parts) {
    throw bad_data(file.string() + " has " + std::to_string(parts) +
                   " opening brackets and braces in it (limit " + std::to_string(max_parts) + ")");
  }
  try {
    return json::parse(text);
  } catch (const json::exception& exception) {
    throw bad_data(file.string() + " is no JSON: " + exception.what());
  }
}

bool is_table(const std::filesystem::path& file) {
  return file.extension() == ".csv" || file.extension() == ".xlsx";
}

void read_table(const std::filesystem::path& file, const std::function<void(const json&)>& take) {
  const table::OnRecord on_record = [&](std::string_view text) { take(json::parse(text)); };
  try {
    table::read(file, on_record);
  } catch (const table::Unreadable& problem) {
    throw bad_data(problem.what());
  }
}

class JsonRecord final : public Record {
 public:
  explicit JsonRecord(const json& row) : row_(row) {
    if (!row.is_object()) throw bad_data("it is no object");
  }

  std::string text(const char* member, std::size_t limit) const override {
    const json* const found = find(member);
    if (found == nullptr) return {};
    if (!found->is_string()) throw bad_data(its(member) + " is no string");
    auto value = found->get<std::string>();
    if (value.find('\0') != std::string::npos) throw bad_data(its(member) + " has a NUL in it");
    if (value.size() > limit) {
      throw bad_data(its(member) + " has " + std::to_string(value.size()) + " bytes (limit " +
                     std::to_string(limit) + ")");
    }
    return value;
  }

  std::optional<double> number(const char* member, double most) const override {
    const json* const found = find(member);
    if (found == nullptr) return std::nullopt;
    const double value = found->is_number() ? found->get<double>() : -1;
    if (value >= 0 && value <= most && std::isfinite(value)) return value;
    throw bad_data(its(member) + " is no number from 0" +
                   (std::isinf(most) ? "" : " to " + std::to_string(std::lround(most))));
  }

  std::string whole() const override {
    try {
      return row_.dump();
    } catch (const nlohmann::json::exception& exception) {
      throw bad_data(std::string("it is no UTF-8: ") + exception.what());
    }
  }

 private:
  static std::string its(const char* member) { return std::string("its ") + member; }
  const json* find(const char* member) const {
    const auto found = row_.find(member);
    return found == row_.end() || found->is_null() ? nullptr : &*found;
  }

  const json& row_;
};

}  // namespace

std::string Record::id(const char* member, std::size_t limit) const {
  std::string value = text(member, limit);
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (value.empty()) throw bad_data(std::string("it has no ") + member);
  if (std::any_of(value.begin(), value.end(), is_control))
    throw bad_data(std::string("its ") + member + " has control characters");
  return value;
}

void read_records(const std::filesystem::path& file, const char* noun,
                  const std::function<void(const Record&)>& take,
                  const std::function<void(const std::string&)>& complain) {
  std::size_t number = 0;
  const auto take_row = [&](const json& row) {
    ++number;
    try {
      take(JsonRecord(row));
    } catch (const haat::provider::Failure& failure) {
      complain(noun + (" " + std::to_string(number)) + " of " + file.filename().string() +
               " is left out: " + failure.what());
    }
  };
  if (is_table(file)) return read_table(file, take_row);
  const json list = parse(file);
  if (!list.is_array()) throw bad_data(file.string() + " is no list of " + noun + "s");
  if (list.size() > max_records) {
    throw bad_data(file.string() + " lists " + std::to_string(list.size()) + " " + noun +
                   "s (limit " + std::to_string(max_records) + ")");
  }
  for (const json& row : list) take_row(row);
}

}  // namespace folder
