#include "sdk/authoring/new_course.hpp"

#include <span>
#include <system_error>

#include "core/course/course.hpp"
#include "core/embedded.hpp"
#include "sdk/authoring/file.hpp"

namespace haat {

namespace fs = std::filesystem;

std::span<const EmbeddedFile> first_course();

std::string id_label(const std::string& name) {
  std::string label;
  for (const char c : name) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (upper || plain)
      label += upper ? static_cast<char>(c - 'A' + 'a') : c;
    else if (!label.empty() && label.back() != '-')
      label += '-';
  }
  while (!label.empty() && label.back() == '-') label.pop_back();
  if (label.size() > 60) label.resize(60);
  while (!label.empty() && label.back() == '-') label.pop_back();
  return label.empty() ? "course" : label;
}

Result<NewCourse> new_course(const fs::path& folder) {
  std::error_code problem;
  if (fs::exists(folder, problem) &&
      !(fs::is_directory(folder, problem) && fs::is_empty(folder, problem)))
    return fail(Errc::conflict, "folder-not-empty",
                folder.string() + " exists already and is not an empty folder: give another name");
  const fs::path named = fs::absolute(folder, problem).lexically_normal();
  const std::string name = (named.has_filename() ? named : named.parent_path()).filename().string();
  NewCourse made{.id = "org.example." + id_label(name)};
  for (const EmbeddedFile& file : first_course()) {
    std::string bytes(file.bytes);
    if (file.path == "course.json") {
      HAAT_TRY(auto course, parse_course(bytes));
      course.id = made.id;
      bytes = to_json(course);
    }
    HAAT_TRY_VOID(write_file(folder / file.path, bytes));
  }
  return made;
}

}  // namespace haat
