#include <filesystem>
#include <memory>
#include <ostream>

#include "core/competency/dictionary.hpp"
#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "core/qa/report.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/profile.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string path;
  std::string format = "text";
  std::string dictionary;
  std::string profile = "lms-practical";
  bool advice = false;
  std::string standard;
};

Result<Dictionary> dictionary_of(const Options& options) {
  if (options.dictionary.empty()) return Dictionary::demonstration();
  HAAT_TRY(const auto text, read_file(options.dictionary, Limits{}.json_size));
  auto dictionary = Dictionary::parse(text);
  if (!dictionary) return fail_within(options.dictionary, std::move(dictionary).error());
  return dictionary;
}

// What a course is judged by.
struct Yardstick {
  Dictionary dictionary;
  Profile profile;
};

Result<Yardstick> yardstick_of(const Options& options) {
  HAAT_TRY(Dictionary dictionary, dictionary_of(options));
  HAAT_TRY(const Profile profile, profile_of(options.profile));
  return Yardstick{std::move(dictionary), options.advice ? profile.with_advice() : profile};
}

Result<Report> check_path(const std::filesystem::path& path, const Yardstick& yardstick) {
  HAAT_TRY(const auto package, open_package(path));
  return check_package(package, yardstick.dictionary, yardstick.profile);
}

// A project is judged by what it makes: the very bytes that a marketplace will get.
Result<Report> check_project(const Options& options, const Yardstick& yardstick, Io& io) {
  HAAT_TRY(const Project project, open_project(options.path));
  end_tidily();
  HAAT_TRY(const auto folder, TemporaryFolder::create());
  const auto zip = folder.path() / "package.zip";
  HAAT_TRY(const auto made,
           pack_project(project, options.standard, zip, ProgressBar(io, "Building").progress()));
  for (const std::string& remark : made.remarks) io.err << remark << "\n";
  return check_path(zip, yardstick);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Yardstick yardstick, yardstick_of(options));
  HAAT_TRY(Report report, is_project(options.path) ? check_project(options, yardstick, io)
                                                   : check_path(options.path, yardstick));
  report.package = options.path;
  if (options.format == "json")
    io.out << to_json(report);
  else
    io.out << to_text(report, io.colour ? Colour::on : Colour::off);
  return report.count(Severity::error) == 0 ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PATH", options->path, "a course project, a package zip or a package folder");
  syntax.choice("--format", options->format, {"text", "json"}, "for people, or for programs");
  syntax.option("--dictionary", options->dictionary,
                "the competency dictionary; without it the demonstration's");
  syntax.option("--profile", options->profile,
                "how severely to take each rule: lms-practical (as it is without this), "
                "adl-strict, or a file");
  syntax.flag("--advice", options->advice, "report what is advice, too");
  syntax.choice("--standard", options->standard, packaging_names(),
                "what to build a project for before checking it");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command check_command;
const Command check_command{
    .name = "check",
    .summary = "Report what is wrong with a course, and where.",
    .examples =
        "haat check my-course\nhaat check my-course.zip --format json\nhaat check my-course.zip "
        "--profile adl-strict\n",
    .define = define,
};

}  // namespace haat::cli
