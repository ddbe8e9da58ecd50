#include <algorithm>
#include <array>
#include <fstream>
#include <nlohmann/json.hpp>

#include "plugins/folder/catalogue.hpp"
#include "sdk/provider/provider.hpp"

namespace folder {

namespace {

namespace fs = std::filesystem;
using haat::provider::bad_data;
using haat::provider::bad_settings;
using haat::provider::not_found;

constexpr std::size_t page_size = 200;
constexpr std::uintmax_t max_package_bytes = 20ull << 30;

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

// A partner's drop folder: catalogue.json and the packages that it names. Partners fill it as they
// like, by SFTP, rsync or hand; nothing in it is ever changed.
class Folder final : public haat::provider::Provider {
 public:
  using Provider::Provider;

  void open() override { folder_ = folder_of(host().settings()); }

  // Pages are in the order of external_id, and a cursor is ">" and the last one of the page before:
  // it stays good even if the partner changes the catalogue in between.
  haat::provider::Page list(const std::string& cursor) override {
    if (!cursor.empty() && cursor[0] != '>')
      throw not_found("the cursor " + cursor + " is none of this provider's");
    read_again();
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
    const auto row = std::lower_bound(
        rows_.begin(), rows_.end(), external_id,
        [](const Row& other, const std::string& id) { return other.course.external_id < id; });
    if (row == rows_.end() || row->course.external_id != external_id) {
      throw not_found("the catalogue has no course " + external_id);
    }
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

 private:
  // The catalogue, if the file is another one than the last time.
  void read_again() {
    const fs::path file = folder_ / "catalogue.json";
    std::error_code error;
    const auto time = fs::last_write_time(file, error);
    if (error) throw bad_data("cannot read " + file.string() + ": " + error.message());
    if (!rows_.empty() && time == read_) return;
    rows_ =
        read_catalogue(file, [&](const std::string& line) { host().log(HAAT_LOG_WARNING, line); });
    read_ = time;
  }

  fs::path folder_;
  std::vector<Row> rows_;
  fs::file_time_type read_{};
  std::array<char, 256u << 10> piece_{};
};

}  // namespace folder

HAAT_PROVIDER(folder::Folder, "haat.folder", "Drop folder", "Haat", "1.0.0")
