#include <iomanip>
#include <memory>
#include <ostream>
#include <sstream>

#include "sdk/authoring/new_course.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

// A folder's name as it is typed.
std::string typed(const std::string& folder) {
  if (folder.find(' ') == std::string::npos) return folder;
  std::ostringstream word;
  word << std::quoted(folder);
  return word.str();
}

Result<int> run(const std::string& folder, Io& io) {
  HAAT_TRY(const NewCourse made, new_course(folder));
  io.out << "Made " << folder << ", a small course in English and Hindi (" << made.id << ")\n";
  const std::string word = typed(folder);
  io.err << "\nNext\n"
         << "  haat preview " << word << "    see it as a learner does\n"
         << "  haat check " << word << "      what is wrong with it\n"
         << "  haat pack " << word << "       make the zip for a learning platform\n"
         << "\nThe course's id begins with org.example, which is nobody's: put your own into "
         << folder << "/course.json.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto folder = std::make_shared<std::string>();
  syntax.required("FOLDER", *folder, "where to make it; the course's id ends with this name");
  return [folder](Io& io) { return run(*folder, io); };
}

}  // namespace

extern const Command new_command;
const Command new_command{
    .name = "new",
    .summary = "Start a course: a lesson and a quiz in two languages, to be changed.",
    .examples = "haat new my-course\n",
    .define = define,
};

}  // namespace haat::cli
