#include "plugins/folder/catalogue.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

namespace folder {

namespace {

using haat::provider::bad_data;
using nlohmann::json;

std::string text(const json& row, const char* member, std::size_t limit) {
  const auto found = row.find(member);
  if (found == row.end() || found->is_null()) return {};
  if (!found->is_string()) throw bad_data(std::string("its ") + member + " is no string");
  auto value = found->get<std::string>();
  if (value.find('\0') != std::string::npos)
    throw bad_data(std::string("its ") + member + " has a NUL in it");
  if (value.size() > limit) {
    throw bad_data(std::string("its ") + member + " has " + std::to_string(value.size()) +
                   " bytes (limit " + std::to_string(limit) + ")");
  }
  return value;
}

Row read_row(const json& row) {
  if (!row.is_object()) throw bad_data("it is no object");
  Row read;
  read.course.external_id =
      text(row, "external_id", HAAT_MAX_ID_BYTES - 1);  // and one for the cursor
  read.course.title = text(row, "title", HAAT_MAX_FIELD_BYTES);
  read.course.description = text(row, "description", HAAT_MAX_TEXT_BYTES);
  read.course.language = text(row, "language", HAAT_MAX_FIELD_BYTES);
  read.course.duration = text(row, "duration", HAAT_MAX_FIELD_BYTES);
  read.course.version = text(row, "version", HAAT_MAX_FIELD_BYTES);
  read.course.licence = text(row, "licence", HAAT_MAX_FIELD_BYTES);
  read.package = text(row, "package", HAAT_MAX_FIELD_BYTES);
  read.course.has_package = !read.package.empty();
  const std::string& id = read.course.external_id;
  const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
  if (id.empty()) throw bad_data("it has no external_id");
  if (std::any_of(id.begin(), id.end(), is_control))
    throw bad_data("its external_id has control characters");
  if (read.course.title.empty()) throw bad_data("it has no title");
  return read;
}

json parse(const std::filesystem::path& file) {
  std::error_code error;
  const std::uintmax_t size = std::filesystem::file_size(file, error);
  if (error) throw bad_data("cannot read " + file.string() + ": " + error.message());
  if (size > max_catalogue_bytes) {
    throw bad_data(file.string() + " has " + std::to_string(size) + " bytes (limit " +
                   std::to_string(max_catalogue_bytes) + ")");
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

}  // namespace

std::vector<Row> read_catalogue(const std::filesystem::path& file,
                                const std::function<void(const std::string&)>& complain) {
  const json list = parse(file);
  if (!list.is_array()) throw bad_data(file.string() + " is no list of courses");
  if (list.size() > max_rows) {
    throw bad_data(file.string() + " lists " + std::to_string(list.size()) + " courses (limit " +
                   std::to_string(max_rows) + ")");
  }
  std::vector<Row> rows;
  rows.reserve(list.size());
  for (const json& row : list) {
    try {
      rows.push_back(read_row(row));
    } catch (const haat::provider::Failure& failure) {
      complain("course " + std::to_string(&row - &list[0] + 1) + " of " + file.filename().string() +
               " is left out: " + failure.what());
    }
  }
  const auto id_of = [](const Row& row) -> const std::string& { return row.course.external_id; };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const Row& a, const Row& b) { return id_of(a) < id_of(b); });
  const auto again = std::unique(rows.begin(), rows.end(), [&](const Row& a, const Row& b) {
    if (id_of(a) != id_of(b)) return false;
    complain("the external_id " + id_of(a) + " stands in " + file.filename().string() +
             " more than once; the first counts");
    return true;
  });
  rows.erase(again, rows.end());
  return rows;
}

}  // namespace folder
