#include "sdk/authoring/project.hpp"

#include <set>
#include <system_error>

#include "sdk/authoring/file.hpp"

namespace haat {

namespace fs = std::filesystem;

namespace {

// Names that the package, or the project, gives to other things.
const std::set<std::string> taken{"assets", "content", "haat", "shared"};

Result<void> check_units(const Course& course) {
  std::set<std::string> seen;
  for (const Unit& unit : course.units) {
    if (taken.contains(unit.id))
      return fail(
          Errc::invalid_argument, "unit-name-taken",
          "unit \"" + unit.id +
              "\" cannot have this id, which the package needs for its own files: choose another");
    if (!seen.insert(unit.id).second)
      return fail(Errc::invalid_argument, "unit-twice",
                  "two units have the id \"" + unit.id + "\": rename one and its folder");
  }
  return {};
}

}  // namespace

std::vector<std::string> Project::languages() const {
  std::vector<std::string> tags;
  for (const auto& [tag, title] : course.title) tags.push_back(tag);
  return tags;
}

bool is_project(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path / "course.json", ignored);
}

Result<Project> open_project(const fs::path& folder) {
  const fs::path file = folder / "course.json";
  if (!is_project(folder))
    return fail(Errc::not_found, "project-missing",
                folder.string() +
                    " is not a course project, which has a course.json: haat new makes one, haat "
                    "import too");
  HAAT_TRY(const auto text, read_file(file, Limits{}.json_size));
  HAAT_TRY(auto course, parse_course(text, {}, file.string()));
  Project project{.folder = folder, .kind = Project::Kind::authored, .course = std::move(course)};
  std::error_code ignored;
  const bool has_content = fs::is_directory(project.content(), ignored);
  if (project.course.units.empty() && !has_content)
    return fail(Errc::invalid_argument, "project-empty",
                file.string() + " lists no units, and there is no content folder: add a unit");
  if (project.course.units.empty()) project.kind = Project::Kind::imported;
  if (auto units = check_units(project.course); !units)
    return fail_within(file.string(), std::move(units).error());
  return project;
}

}  // namespace haat
