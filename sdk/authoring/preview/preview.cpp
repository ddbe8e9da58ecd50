#include "sdk/authoring/preview/preview.hpp"

#include <optional>
#include <system_error>

#include "core/manifest/manifest.hpp"
#include "core/package/package.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/preview/course_outline.hpp"
#include "sdk/authoring/preview/preview_server.hpp"
#include "sdk/authoring/project.hpp"
#include "sdk/authoring/structure.hpp"

namespace haat {

namespace fs = std::filesystem;

namespace {

// The files of a course, in a folder, whatever it was given as.
struct Content {
  fs::path folder;
  std::optional<Course> course;
  std::vector<std::string> remarks;
};

Result<Content> content_of_project(const fs::path& path, std::string_view standard,
                                   const fs::path& staging) {
  HAAT_TRY(const auto project, open_project(path));
  HAAT_TRY(auto built, build(project, standard, staging));
  return Content{
      .folder = built.content, .course = project.course, .remarks = std::move(built.remarks)};
}

Result<Content> content_of_package(const fs::path& path, std::string_view standard,
                                   const fs::path& staging) {
  if (!standard.empty())
    return fail(Errc::invalid_argument, "standard-differs",
                path.string() + " is a package already: leave --standard out");
  HAAT_TRY(const auto package, open_package(path));
  HAAT_TRY_VOID(read_structure(package));
  Content content{.folder = path, .course = {}, .remarks = {}};
  if (package.find(course_json_path)) {
    HAAT_TRY(const auto text, package.read(course_json_path, Limits{}.course_size));
    if (auto course = parse_course(text)) content.course = *std::move(course);
  }
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) return content;
  content.folder = staging / "package";
  HAAT_TRY_VOID(unpack(package, content.folder));
  return content;
}

}  // namespace

struct Preview::State {
  TemporaryFolder staging;
  std::string title;
  Standard standard;
  std::vector<std::string> remarks;
  std::unique_ptr<PreviewServer> server;
};

Result<std::unique_ptr<Preview>> Preview::start(const fs::path& path, std::string_view standard,
                                                std::uint16_t port) {
  HAAT_TRY(auto staging, TemporaryFolder::create());
  HAAT_TRY(auto content, is_project(path) ? content_of_project(path, standard, staging.path())
                                          : content_of_package(path, standard, staging.path()));
  HAAT_TRY(const auto package, open_package(content.folder));
  HAAT_TRY(const auto structure, read_structure(package));
  PreviewSite site;
  site.folder = content.folder;
  HAAT_TRY(site.outline["outline.json"],
           course_outline(structure, content.course ? &*content.course : nullptr));
  if (structure.standard == Standard::cmi5) {
    HAAT_TRY(const auto manifest, read_manifest(package));
    site.platform = std::make_unique<Cmi5Platform>(cmi5_units(structure, *manifest.root));
  }
  for (const Entry& entry : package.entries()) site.course_files[entry.path] = entry.size;
  HAAT_TRY(auto server, PreviewServer::start(std::move(site), port));
  const std::string title =
      content.course ? std::string(in_language(content.course->title, "")) : structure.title;
  return std::unique_ptr<Preview>(
      new Preview(std::make_unique<State>(State{std::move(staging), title, structure.standard,
                                                std::move(content.remarks), std::move(server)})));
}

Preview::Preview(std::unique_ptr<State> state) : state_(std::move(state)) {}
Preview::~Preview() = default;

std::string Preview::address() const {
  return "http://127.0.0.1:" + std::to_string(state_->server->port()) + "/";
}
std::string Preview::title() const {
  return state_->title;
}
Standard Preview::standard() const {
  return state_->standard;
}
const std::vector<std::string>& Preview::remarks() const {
  return state_->remarks;
}

}  // namespace haat
