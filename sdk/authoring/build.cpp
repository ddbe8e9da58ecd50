#include "sdk/authoring/build.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <system_error>

#include "core/embedded.hpp"
#include "core/interruption.hpp"
#include "core/manifest/control_documents.hpp"
#include "core/package/package.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/structure.hpp"
#include "sdk/authoring/unit_page.hpp"

namespace haat {

namespace fs = std::filesystem;

std::span<const EmbeddedFile> course_player();  // course/*.css, *.js but the adapters
std::span<const EmbeddedFile> run_time_adapters();
std::span<const EmbeddedFile> run_time_libraries();

namespace {

// The files of the package, and the structure that the manifest tells of them.
class Staging {
 public:
  Staging(const Project& project, const Packaging& packaging, const fs::path& folder)
      : project_(project), packaging_(packaging), folder_(folder) {}

  Result<void> add_player() {
    for (const EmbeddedFile& file : course_player())
      HAAT_TRY_VOID(add("shared/" + std::string(file.path), file.bytes));
    for (const EmbeddedFile& file : run_time_adapters())
      if (std::ranges::find(packaging_.adapters, file.path) != packaging_.adapters.end())
        HAAT_TRY_VOID(add("shared/" + std::string(file.path), file.bytes));
    if (!packaging_.library.empty())
      for (const EmbeddedFile& file : run_time_libraries())
        if (file.path.starts_with(packaging_.library))
          HAAT_TRY_VOID(add("shared/" + std::string(file.path), file.bytes));
    return close_resource("shared-files");
  }

  Result<void> add_assets() {
    std::error_code problem;
    const fs::path assets = project_.folder / "assets";
    if (!fs::is_directory(assets, problem) || fs::is_empty(assets, problem)) return {};
    HAAT_TRY(const auto files, open_package(assets));
    if (!files.defects().empty()) {
      const Defect& defect = files.defects().front();
      return fail(Errc::invalid_argument, defect.id, assets.string() + ": " + defect.message);
    }
    for (const Entry& entry : files.entries()) HAAT_TRY_VOID(copy(entry.path));
    return close_resource("asset-files");
  }

  Result<void> add_unit(const Unit& unit) {
    HAAT_TRY(const auto page, make_unit_page(project_, unit, packaging_));
    for (const auto& [path, bytes] : page.files) HAAT_TRY_VOID(add(path, bytes));
    Item item;
    item.identifier = unit.id;
    item.title = in_language(unit.title, "");
    item.identifierref = unit.id + "-files";
    if (page.pass_mark) item.mastery_score = std::to_string(*page.pass_mark);
    items_.push_back(std::move(item));
    remarks_.insert(remarks_.end(), page.remarks.begin(), page.remarks.end());
    Resource resource;
    resource.identifier = unit.id + "-files";
    resource.launch = unit.id + "/index.html";
    resource.sco = true;
    for (const auto& [path, bytes] : page.files)
      resource.files.push_back({.path = path, .place = {}});
    for (const Resource& common : common_) resource.dependencies.push_back(common.identifier);
    units_.push_back(std::move(resource));
    return {};
  }

  Result<std::vector<std::string>> finish() {
    CourseStructure structure;
    structure.standard = packaging_.standard;
    structure.manifest = packaging_.manifest_file;
    // An xs:ID does not begin with a digit.
    const char first = project_.course.id.front();
    structure.identifier = (first >= '0' && first <= '9' ? "course." : "") + project_.course.id;
    structure.version = project_.course.version;
    structure.default_organization = "course-organization";
    structure.organizations.push_back({.identifier = "course-organization",
                                       .title = std::string(in_language(project_.course.title, "")),
                                       .items = items_,
                                       .place = {}});
    structure.resources = units_;
    structure.resources.insert(structure.resources.end(), common_.begin(), common_.end());
    structure.languages = project_.languages();
    HAAT_TRY_VOID(
        write_file(folder_ / structure.manifest, packaging_.manifest(structure, project_.course)));
    for (const EmbeddedFile& document : control_documents(packaging_.standard))
      HAAT_TRY_VOID(write_file(folder_ / document.path, document.bytes));
    return remarks_;
  }

 private:
  Result<void> add(const std::string& path, std::string_view bytes) {
    open_.push_back({.path = path, .place = {}});
    return write_file(folder_ / path, bytes);
  }

  // hrefs are addresses: names that need no escaping are the ones that every platform gets right.
  Result<void> copy(const std::string& asset) {
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    const std::string path = "assets/" + asset;
    if (path.find_first_not_of(plain) != std::string::npos)
      return fail(Errc::invalid_argument, "asset-name-unsafe",
                  path + ": its name has characters that some platforms get wrong: " +
                      "rename it with letters, digits, '.', '-' and '_'");
    open_.push_back({.path = path, .place = {}});
    HAAT_TRY_VOID(not_interrupted());
    std::error_code problem;
    fs::create_directories((folder_ / path).parent_path(), problem);
    fs::copy_file(project_.folder / path, folder_ / path, problem);
    if (problem)
      return fail(Errc::unavailable, "file-unreadable",
                  path + " cannot be copied: " + problem.message());
    return {};
  }

  Result<void> close_resource(const std::string& identifier) {
    Resource resource;
    resource.identifier = identifier;
    std::ranges::sort(open_, {}, &Resource::File::path);
    resource.files = std::move(open_);
    open_.clear();
    common_.push_back(std::move(resource));
    return {};
  }

  const Project& project_;
  const Packaging& packaging_;
  const fs::path& folder_;
  std::vector<Resource::File> open_;
  std::vector<Resource> common_;
  std::vector<Resource> units_;
  std::vector<Item> items_;
  std::vector<std::string> remarks_;
};

Result<Build> take_content(const Project& project, std::string_view standard) {
  HAAT_TRY(const auto package, open_package(project.content()));
  HAAT_TRY(const auto structure, read_structure(package));
  Build taken{
      .content = project.content(), .extra = {}, .standard = structure.standard, .remarks = {}};
  if (standard.empty()) return taken;
  HAAT_TRY(const Packaging* wanted, choose_packaging(standard));
  if (wanted->standard != taken.standard)
    return fail(Errc::invalid_argument, "standard-differs",
                project.content().string() + " is a package for " + to_string(taken.standard) +
                    ", and imported content is passed on as it is: leave --standard out");
  return taken;
}

}  // namespace

Result<Build> build(const Project& project, std::string_view standard, const fs::path& staging) {
  const std::map<std::string, std::string> extra{
      {std::string(course_json_path), to_json(project.course)}};
  if (project.kind == Project::Kind::imported) {
    HAAT_TRY(auto taken, take_content(project, standard));
    taken.extra = extra;
    return taken;
  }
  HAAT_TRY(const Packaging* chosen, choose_packaging(standard));
  Staging files(project, *chosen, staging);
  HAAT_TRY_VOID(files.add_player());
  HAAT_TRY_VOID(files.add_assets());
  for (const Unit& unit : project.course.units) HAAT_TRY_VOID(files.add_unit(unit));
  HAAT_TRY(auto remarks, files.finish());
  return Build{.content = staging,
               .extra = extra,
               .standard = chosen->standard,
               .remarks = std::move(remarks)};
}

Result<PackedProject> pack_project(const Project& project, std::string_view standard,
                                   const fs::path& zip, const Progress& progress) {
  HAAT_TRY(const auto staging, TemporaryFolder::create());
  HAAT_TRY(auto built, build(project, standard, staging.path()));
  HAAT_TRY(const auto content, open_package(built.content));
  HAAT_TRY(const auto packed, pack(content, built.extra, zip, progress));
  return PackedProject{
      .packed = packed, .standard = built.standard, .remarks = std::move(built.remarks)};
}

}  // namespace haat
