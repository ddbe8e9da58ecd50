#include <filesystem>
#include <memory>
#include <ostream>

#include "core/package/digest.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string project;
  std::string standard;
  std::string output;
};

// my-course -> my-course.zip, in the folder that one works in.
std::filesystem::path usual_output(const std::string& project) {
  std::error_code ignored;
  const auto whole = std::filesystem::absolute(project, ignored).lexically_normal();
  const auto name = whole.has_filename() ? whole.filename() : whole.parent_path().filename();
  return name.string() + ".zip";
}

// A slip of the keyboard must not cost somebody their course: of what a project's folder holds,
// only a zip right in it is ours to write.
Result<void> beside_the_sources(const Project& project, const std::filesystem::path& zip) {
  std::error_code ignored;
  const auto folder = std::filesystem::weakly_canonical(project.folder, ignored);
  const auto inside = std::filesystem::weakly_canonical(zip, ignored).lexically_relative(folder);
  if (inside.empty() || *inside.begin() == ".." || inside == "." ||
      (!inside.has_parent_path() && inside.extension() == ".zip"))
    return {};
  return fail(Errc::invalid_argument, "output-in-project",
              zip.string() + " lies among the files that the course is made of, and is not " +
                  "overwritten; give --output a place outside " + project.folder.string());
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Project project, open_project(options.project));
  const std::filesystem::path zip = options.output.empty() ? usual_output(options.project)
                                                           : std::filesystem::path(options.output);
  HAAT_TRY_VOID(beside_the_sources(project, zip));
  end_tidily();
  HAAT_TRY(const PackedProject made, [&]() -> Result<PackedProject> {
    ProgressBar bar(io, "Packing");
    return pack_project(project, options.standard, zip, bar.progress());
  }());
  for (const std::string& remark : made.remarks) io.err << remark << "\n";
  io.out << "Packed " << zip.string() << " for " << to_string(made.standard) << "\n"
         << "  digest  " << to_hex(made.packed.digest) << "\n"
         << "  files   " << made.packed.files << "\n"
         << "  size    " << human_size(made.packed.bytes) << "\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PROJECT", options->project, "the course project's folder");
  syntax.choice("--standard", options->standard, packaging_names(),
                "the standard to build for (scorm12 unless said); not for imported courses");
  syntax.option("--output", options->output,
                "the zip to write; the project's name with .zip unless said");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command pack_command;
const Command pack_command{
    .name = "pack",
    .summary = "Make the package of a course: the zip for learning platforms and marketplaces.",
    .examples =
        "haat pack my-course\nhaat pack my-course --standard scorm2004-4 --output "
        "my-course-2004.zip\n",
    .define = define,
};

}  // namespace haat::cli
