#include <filesystem>
#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "sdk/authoring/import_course.hpp"
#include "sdk/authoring/new_course.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string folder;
  ImportWishes wishes;
  std::vector<std::string> competencies;
};

void print(const Imported& imported, const Options& options, const std::string& folder, Io& io) {
  const auto& [language, title] = *imported.course.title.begin();
  io.out << "Imported " << printable(options.package) << " into " << printable(folder) << "\n"
         << "  standard  " << to_string(imported.standard) << "\n"
         << "  title     " << printable(title) << " (" << language << ")\n"
         << "  id        " << imported.course.id << "\n"
         << "  content   " << imported.files << " files, untouched; " << imported.launchable
         << " to launch\n";
  if (imported.to_fill.empty()) return;
  io.err << "\nStill to be filled in, in " << folder << "/course.json\n";
  for (const std::string& member : imported.to_fill) io.err << "  " << member << "\n";
}

Result<int> run(const Options& options, Io& io) {
  ImportWishes wishes = options.wishes;
  for (const std::string& text : options.competencies) {
    HAAT_TRY(auto tag, parse_competency(text));
    wishes.competencies.push_back(std::move(tag));
  }
  const std::string folder = options.folder.empty()
                                 ? id_label(std::filesystem::path(options.package).stem().string())
                                 : options.folder;
  end_tidily();
  HAAT_TRY(const Imported imported, import_course(options.package, folder, wishes));
  print(imported, options, folder, io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "a SCORM 1.2, SCORM 2004 or cmi5 zip");
  syntax.optional("FOLDER", options->folder,
                  "where to make the project; the zip's name unless said");
  syntax.option("--id", options->wishes.id, "the course's id, such as org.example.first-aid");
  syntax.option("--title", options->wishes.title, "instead of the one in the manifest");
  syntax.option("--language", options->wishes.language,
                "BCP 47 tag of the title's language, such as hi");
  syntax.list("--competency", options->competencies, "ID or ID:LEVEL of the competency dictionary");
  syntax.option("--licence", options->wishes.licence, "SPDX expression, such as CC-BY-4.0");
  syntax.option("--duration", options->wishes.duration, "ISO 8601, such as PT45M");
  syntax.option("--provider", options->wishes.provider, "who answers for the course");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command import_command;
const Command import_command{
    .name = "import",
    .summary =
        "Make a course project of a package that another tool made; its files stay untouched.",
    .examples =
        "haat import first-aid.zip\n"
        "haat import first-aid.zip first-aid --id org.example.first-aid --language en --competency "
        "CID2:3\n",
    .define = define,
};

}  // namespace haat::cli
