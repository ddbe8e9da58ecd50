#pragma once

#include <filesystem>
#include <string>

#include "core/result.hpp"

namespace haat {

// Writes a small course in English and Hindi, to start from: a lesson and a quiz. The course's id
// ends with the folder's name. conflict ("folder-not-empty") where something is there already.
struct NewCourse {
  std::string id;
};
Result<NewCourse> new_course(const std::filesystem::path& folder);

// A name made fit for an id: "My Course 2" -> "my-course-2"; "course" where nothing of it fits.
std::string id_label(const std::string& name);

}  // namespace haat
