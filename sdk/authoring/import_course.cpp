#include "sdk/authoring/import_course.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "core/competency/dictionary.hpp"
#include "core/package/package.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/new_course.hpp"
#include "sdk/authoring/structure.hpp"

namespace haat {

namespace fs = std::filesystem;

namespace {

// A package that Haat made before carries what was said about the course.
Result<Course> course_inside(const Package& package) {
  if (!package.find(course_json_path)) return Course{};
  HAAT_TRY(const auto text, package.read(course_json_path, Limits{}.course_size));
  HAAT_TRY(auto course, parse_course(text));
  course.units.clear();
  return course;
}

void take(std::string& into, const std::string& wish) {
  if (!wish.empty()) into = wish;
}

// Manifests say "none", "x-none" or "English", too: the first that course.json would take.
std::string language_of(const CourseStructure& structure) {
  for (std::string tag : structure.languages) {
    std::ranges::replace(tag, '_', '-');  // en_US
    Course probe;
    probe.id = "probe";
    probe.version = "1.0.0";
    probe.title = {{tag, "probe"}};
    if (parse_course(to_json(probe))) return tag;
  }
  return {};
}

Course describe(Course course, const CourseStructure& structure, const ImportWishes& wishes,
                const fs::path& package) {
  take(course.id, wishes.id);
  if (course.id.empty()) course.id = "org.example." + id_label(package.stem().string());
  if (course.version.empty()) course.version = "1.0.0";
  // "und" is BCP 47's way of saying that nobody told.
  const std::string told = language_of(structure);
  const std::string language =
      wishes.language.empty() ? (told.empty() ? "und" : told) : wishes.language;
  if (course.title.empty())
    course.title[language] = structure.title.empty() ? package.stem().string() : structure.title;
  take(course.title[course.title.contains(language) || !wishes.title.empty()
                        ? language
                        : course.title.begin()->first],
       wishes.title);
  take(course.licence, wishes.licence);
  take(course.duration, wishes.duration);
  take(course.provider, wishes.provider);
  if (!wishes.competencies.empty()) course.competencies = wishes.competencies;
  return course;
}

std::vector<std::string> empty_members(const Course& course) {
  std::vector<std::string> names;
  if (course.title.contains("und")) names.emplace_back("title (its language: --language)");
  if (course.competencies.empty()) names.emplace_back("competencies");
  if (course.licence.empty()) names.emplace_back("licence");
  if (course.duration.empty()) names.emplace_back("duration");
  if (course.provider.empty()) names.emplace_back("provider");
  if (course.description.empty()) names.emplace_back("description");
  if (course.id.starts_with("org.example."))
    names.emplace_back("id (org.example is nobody's namespace: --id)");
  return names;
}

}  // namespace

Result<CompetencyTag> parse_competency(const std::string& text) {
  const auto colon = text.find(':');
  CompetencyTag tag{.id = text.substr(0, colon), .level = 0};
  const auto wrong = [&](const std::string& why) {
    return fail(Errc::invalid_argument, "competency-invalid",
                "\"" + text + "\" " + why + ": write ID or ID:LEVEL, such as CID2:3");
  };
  if (!term_type(tag.id)) return wrong("does not begin with the id of a competency");
  if (colon == std::string::npos) return tag;
  const char* const end = text.data() + text.size();
  const auto [rest, problem] = std::from_chars(text.data() + colon + 1, end, tag.level);
  if (problem != std::errc{} || rest != end || tag.level < 1 || tag.level > 5)
    return wrong("has a level that is not 1 to 5");
  return tag;
}

Result<Imported> import_course(const fs::path& package, const fs::path& folder,
                               const ImportWishes& wishes) {
  std::error_code problem;
  if (fs::exists(folder, problem) &&
      !(fs::is_directory(folder, problem) && fs::is_empty(folder, problem)))
    return fail(Errc::conflict, "folder-not-empty",
                folder.string() + " exists already and is not an empty folder: give another name");
  HAAT_TRY(const auto opened, open_package(package));
  HAAT_TRY(const auto structure, read_structure(opened));
  HAAT_TRY(auto inside, course_inside(opened));
  Imported imported{
      .standard = structure.standard,
      .course = describe(std::move(inside), structure, wishes, package),
      .files = opened.entries().size(),
      .launchable = static_cast<std::uint64_t>(std::ranges::count_if(
          structure.resources, [](const Resource& resource) { return !resource.launch.empty(); })),
      .to_fill = {}};
  // What was wished for is checked as if somebody had written it into the file.
  const std::string json = to_json(imported.course);
  HAAT_TRY_VOID(parse_course(json));
  imported.to_fill = empty_members(imported.course);
  const bool was_there = fs::exists(folder, problem);
  fs::create_directories(folder, problem);
  auto done = unpack(opened, folder / "content");
  if (done) done = write_file(folder / "course.json", json);
  if (!done) {
    fs::remove_all(was_there ? folder / "content" : folder, problem);
    return tl::unexpected(std::move(done).error());
  }
  return imported;
}

}  // namespace haat
