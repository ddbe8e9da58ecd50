#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <utility>

#include "plugins/folder/catalogue.hpp"
#include "plugins/folder/completions.hpp"
#include "plugins/folder/history.hpp"
#include "sdk/provider/provider.hpp"

namespace folder {

namespace {

namespace fs = std::filesystem;
using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::not_found;

constexpr std::size_t page_size = 200;
constexpr std::uintmax_t max_package_bytes = 20ull << 30;

constexpr const char* schema = R"json({
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "type": "object",
  "additionalProperties": false,
  "required": ["folder"],
  "properties": {
    "folder": {
      "title": "Drop folder",
      "description": "the absolute path of the folder into which the partner puts its catalogue and packages",
      "type": "string", "maxLength": 4096, "pattern": "^/"
    },
    "catalogue": {
      "title": "Catalogue",
      "description": "the name of the catalogue in that folder, such as courses.xlsx; catalogue.json, unless it is said",
      "type": "string", "maxLength": 200, "pattern": "^[^/]+[.](json|csv|xlsx)$"
    }
  }
})json";

// A cursor of changes, "from.to.done": `done` steps from one state of the catalogue to another have
// been told; or "to" alone, when all have.
struct Position {
  std::string from, to;
  std::size_t done = 0;

  static Position of(const std::string& cursor) {
    Position read;
    const auto dot = cursor.find('.');
    const auto last = cursor.rfind('.');
    if (dot == std::string::npos) {
      read.from = cursor;
      return read;
    }
    read.from = cursor.substr(0, dot);
    read.to = cursor.substr(dot + 1, last == dot ? 0 : last - dot - 1);
    const char* const end = cursor.data() + cursor.size();
    const auto [stop, problem] = std::from_chars(cursor.data() + last + 1, end, read.done);
    if (problem != std::errc{} || stop != end || read.to.empty())
      throw not_found("the cursor " + cursor + " is none of this provider's");
    return read;
  }
};

// A position in a list that is only appended to.
std::size_t number_of(const std::string& cursor, std::size_t size) {
  std::size_t number = 0;
  const char* const end = cursor.data() + cursor.size();
  const auto [stop, problem] = std::from_chars(cursor.data(), end, number);
  if (cursor.empty()) return 0;
  if (problem != std::errc{} || stop != end || number > size)
    throw not_found("the cursor " + cursor + " is none of this provider's");
  return number;
}

// Both are what the schema asks for.
std::string catalogue_of(std::string_view settings) {
  const auto json = nlohmann::json::parse(settings, nullptr, false);
  return json.is_object() ? json.value("catalogue", "catalogue.json") : "catalogue.json";
}

// Where in a catalogue a page of records begins: "version.number". What was replaced in between is
// another one.
std::size_t record_at(const std::string& cursor, const std::string& version, std::size_t size) {
  if (cursor.empty()) return 0;
  const auto dot = cursor.find('.');
  if (dot == std::string::npos || cursor.compare(0, dot, version) != 0)
    throw not_found("the catalogue has changed since the cursor " + cursor);
  return number_of(cursor.substr(dot + 1), size);
}

fs::path folder_of(std::string_view settings) {
  const auto json = nlohmann::json::parse(settings, nullptr, false);
  const auto found = json.is_object() ? json.find("folder") : json.end();
  if (!json.is_object() || found == json.end() || !found->is_string()) {
    throw bad_settings(
        "the settings lack \"folder\", the absolute path of the partner's drop folder");
  }
  const fs::path folder = found->get<std::string>();
  if (!folder.is_absolute())
    throw bad_settings("the folder " + folder.string() + " is no absolute path");
  std::error_code error;
  const fs::directory_iterator listed(folder, error);
  if (error) {
    throw bad_settings("cannot read the folder " + folder.string() + ": " + error.message() +
                       "; is it named under \"readable\"?");
  }
  return fs::canonical(folder);
}

// The file that the row names, if it is in the folder: no "..", and no link that leads out of it.
fs::path package_of(const Row& row, const fs::path& folder) {
  std::error_code error;
  const fs::path file = fs::canonical(folder / row.package, error);
  if (error) throw bad_data("cannot read the package " + row.package + ": " + error.message());
  const auto [end, rest] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  if (end != folder.end())
    throw bad_data("the package " + row.package + " leads out of the folder");
  if (!fs::is_regular_file(file, error))
    throw bad_data("the package " + row.package + " is no file");
  const std::uintmax_t size = fs::file_size(file, error);
  if (size > max_package_bytes) {
    throw bad_data("the package " + row.package + " has " + std::to_string(size) +
                   " bytes (limit " + std::to_string(max_package_bytes) + ")");
  }
  return file;
}

std::size_t bytes_of(const haat::provider::Course& course) {
  return course.external_id.size() + course.title.size() + course.description.size() +
         course.language.size() + course.duration.size() + course.version.size() +
         course.licence.size();
}

}  // namespace

// A partner's drop folder: a catalogue and the packages that it names. Partners fill it as they
// like, by SFTP, rsync or hand; nothing in it is ever changed.
class Folder final : public haat::provider::Provider {
 public:
  using Provider::Provider;
  static constexpr const char* settings_schema = schema;

  void open() override {
    folder_ = folder_of(host().settings());
    name_ = catalogue_of(host().settings());
  }

  // Pages are in the order of external_id, and a cursor is ">" and the last one of the page before:
  // it stays good even if the partner changes the catalogue in between.
  haat::provider::Page list(const std::string& cursor) override {
    if (!cursor.empty() && cursor[0] != '>')
      throw not_found("the cursor " + cursor + " is none of this provider's");
    read_as_courses();
    auto row = std::upper_bound(
        rows_.begin(), rows_.end(), cursor.substr(cursor.empty() ? 0 : 1),
        [](const std::string& id, const Row& other) { return id < other.course.external_id; });
    haat::provider::Page page;
    std::size_t bytes = 0;
    for (; row != rows_.end() && page.courses.size() < page_size; ++row) {
      bytes += bytes_of(row->course);
      if (bytes > HAAT_MAX_PAGE_BYTES) break;
      page.courses.push_back(row->course);
    }
    if (row != rows_.end()) page.next = ">" + page.courses.back().external_id;
    return page;
  }

  void fetch(const std::string& external_id, const haat::provider::Bytes& into) override {
    read_again();
    const Row* const row = find(external_id);
    if (row == nullptr) throw not_found("the catalogue has no course " + external_id);
    if (row->package.empty()) throw not_found("the course " + external_id + " has no package");
    std::ifstream stream(package_of(*row, folder_), std::ios::binary);
    if (!stream) throw bad_data("cannot read the package " + row->package);
    while (stream) {
      stream.read(piece_.data(), piece_.size());
      into.write({piece_.data(), static_cast<std::size_t>(stream.gcount())});
    }
    if (stream.bad())
      throw bad_data("the package " + row->package + " could not be read to its end");
  }

  // If the catalogue changes while its changes are told, what was told already stays told, and the
  // rest comes once more with the next state: nothing is left out.
  haat::provider::Changes changes(const std::string& cursor) override {
    read_as_courses();
    Position at = Position::of(cursor);
    if (at.to.empty()) at.to = history_.now();
    if (!history_.knows(at.from) || !history_.knows(at.to))
      throw not_found(
          "the catalogue has changed too often, or this provider was started again, "
          "since the cursor " +
          cursor);
    const auto steps = history_.between(at.from, at.to);
    haat::provider::Changes page;
    std::size_t bytes = 0, told = 0;
    for (; at.done < steps.size() && told < page_size; ++at.done, ++told) {
      const auto& [id, gone] = steps[at.done];
      const Row* const row = gone ? nullptr : find(id);
      bytes += row != nullptr ? bytes_of(row->course) : id.size();
      if (bytes > HAAT_MAX_PAGE_BYTES) break;
      if (row != nullptr) page.changed.push_back(row->course);
      if (gone) page.gone.push_back(id);
    }
    page.more = at.done < steps.size() || at.to != history_.now();
    page.next =
        at.done < steps.size() ? at.from + "." + at.to + "." + std::to_string(at.done) : at.to;
    return page;
  }

  // In the order of the file, whether a row is a course as it stands or not.
  haat::provider::Records records(const std::string& cursor) override {
    read_again();
    mapped_ = true;
    const std::string version = std::to_string(read_.time_since_epoch().count());
    std::size_t at = record_at(cursor, version, records_.size());
    haat::provider::Records page;
    for (std::size_t bytes = 0; at < records_.size() && page.rows.size() < page_size; ++at) {
      bytes += records_[at].json.size();
      if (bytes > HAAT_MAX_PAGE_BYTES && !page.rows.empty()) break;
      page.rows.push_back(records_[at]);
    }
    if (at < records_.size()) page.next = version + "." + std::to_string(at);
    return page;
  }

  haat::provider::Completions completions(const std::string& cursor) override {
    read_completions_again();
    std::size_t at = number_of(cursor, completions_.size());
    haat::provider::Completions page;
    for (; at < completions_.size() && page.rows.size() < page_size; ++at)
      page.rows.push_back(completions_[at]);
    page.more = at < completions_.size();
    page.next = std::to_string(at);
    return page;
  }

  haat::provider::Health health() override {
    try {
      read_again();
    } catch (const haat::provider::Failure& failure) {
      return {haat::provider::Health::down, failure.what()};
    }
    if (!mapped_ && !complaints_.empty())
      return {haat::provider::Health::degraded, std::to_string(complaints_.size()) +
                                                    " of the rows of " + name_ +
                                                    " are left out; the log says why"};
    const std::size_t courses = mapped_ ? records_.size() : rows_.size();
    return {haat::provider::Health::ok, "the drop folder can be read, and its catalogue lists " +
                                            std::to_string(courses) +
                                            (courses == 1 ? " course" : " courses")};
  }

  // What the partner certifies is what it lists among its completions.
  haat::provider::Certificate verify(const std::string& certificate) override {
    read_completions_again();
    for (const haat::provider::Completion& one : completions_)
      if (!certificate.empty() && one.certificate == certificate)
        return {haat::provider::Certificate::valid,
                "the partner lists it among its completions",
                {{"course", one.external_id}, {"finished at", one.finished_at}}};
    return {haat::provider::Certificate::unknown, "no completion of the partner's names it"};
  }

 private:
  const Row* find(const std::string& external_id) const {
    const auto row = std::lower_bound(
        rows_.begin(), rows_.end(), external_id,
        [](const Row& other, const std::string& id) { return other.course.external_id < id; });
    return row == rows_.end() || row->course.external_id != external_id ? nullptr : &*row;
  }

  // The catalogue, if the file is another one than the last time.
  void read_again() {
    const fs::path file = folder_ / name_;
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    if (error) throw bad_data("cannot read " + file.string() + ": " + error.message());
    if (!records_.empty() && time == read_) return;
    Catalogue catalogue = read_catalogue(file);
    rows_ = std::move(catalogue.rows);
    records_ = std::move(catalogue.records);
    complaints_ = std::move(catalogue.complaints);
    told_ = false;
    read_ = time;
    history_.remember(rows_);
  }

  // Whoever maps the records is not told which are no courses as they stand.
  void read_as_courses() {
    read_again();
    if (!std::exchange(told_, true))
      for (const std::string& line : complaints_) host().log(HAAT_LOG_WARNING, line);
  }

  // The completions in the same way; a partner need not have any.
  void read_completions_again() {
    const fs::path file = folder_ / "completions.json";
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    if (error) {
      completions_.clear();
      completions_read_ = {};
    } else if (completions_.empty() || time != completions_read_) {
      completions_ = read_completions(
          file, [&](const std::string& line) { host().log(HAAT_LOG_WARNING, line); });
      completions_read_ = time;
    }
  }

  fs::path folder_;
  std::string name_;
  std::vector<Row> rows_;
  std::vector<haat::provider::Record> records_;
  std::vector<std::string> complaints_;
  bool mapped_ = false;  // somebody asked for the records
  bool told_ = false;    // the complaints
  History history_;
  fs::file_time_type read_{};
  std::vector<haat::provider::Completion> completions_;
  fs::file_time_type completions_read_{};
  std::array<char, 256u << 10> piece_{};
};

}  // namespace folder

HAAT_PROVIDER(folder::Folder, "haat.folder", "Drop folder", "Haat", "1.0.0")
