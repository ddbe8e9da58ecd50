#include "plugins/folder/catalogue.hpp"

#include <algorithm>

#include "plugins/folder/records.hpp"

namespace folder {

namespace {

Row row_of(const Record& record) {
  Row read;
  read.course.external_id =
      record.id("external_id", HAAT_MAX_ID_BYTES - 1);  // and one for the cursor
  read.course.title = record.text("title", HAAT_MAX_FIELD_BYTES);
  read.course.description = record.text("description", HAAT_MAX_TEXT_BYTES);
  read.course.language = record.text("language", HAAT_MAX_FIELD_BYTES);
  read.course.duration = record.text("duration", HAAT_MAX_FIELD_BYTES);
  read.course.version = record.text("version", HAAT_MAX_FIELD_BYTES);
  read.course.licence = record.text("licence", HAAT_MAX_FIELD_BYTES);
  read.package = record.text("package", HAAT_MAX_FIELD_BYTES);
  read.course.has_package = !read.package.empty();
  if (read.course.title.empty()) throw haat::provider::bad_data("it has no title");
  return read;
}

}  // namespace

Catalogue read_catalogue(const std::filesystem::path& file) {
  Catalogue catalogue;
  std::vector<Row>& rows = catalogue.rows;
  const auto complain = [&](const std::string& line) { catalogue.complaints.push_back(line); };
  read_records(
      file, "course",
      [&](const Record& record) {
        catalogue.records.push_back({record.whole(), false});
        rows.push_back(row_of(record));
        catalogue.records.back().has_package = rows.back().course.has_package;
      },
      complain);
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
  return catalogue;
}

}  // namespace folder
