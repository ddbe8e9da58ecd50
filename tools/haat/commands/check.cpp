#include <filesystem>
#include <memory>
#include <ostream>
#include <sstream>

#include "core/competency/dictionary.hpp"
#include "core/package/digest.hpp"
#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "core/qa/report.hpp"
#include "core/qa/target.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/mend.hpp"
#include "tools/haat/profile.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string path;
  std::string format = "text";
  std::string language;
  std::string output;
  std::string dictionary;
  std::string profile = "lms-practical";
  bool advice = false;
  std::string standard;
  std::string target;
  bool fix = false;
  bool yes = false;
  bool dry_run = false;
  bool drop_signatures = false;
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
  const Target* target;  // nullptr: none
};

Result<Yardstick> yardstick_of(const Options& options) {
  HAAT_TRY(Dictionary dictionary, dictionary_of(options));
  HAAT_TRY(const Profile profile, profile_of(options.profile));
  return Yardstick{std::move(dictionary), options.advice ? profile.with_advice() : profile,
                   find_target(options.target)};
}

// What is found, and what is foreseen if a target was asked for.
struct Judgement {
  Report report;
  std::optional<Prediction> prediction = {};
};

std::uint64_t zip_size(const std::filesystem::path& path) {
  std::error_code failure;
  const auto size = std::filesystem::file_size(path, failure);
  return failure ? 0 : size;  // a folder
}

Result<Judgement> check_path(const std::filesystem::path& path, const Yardstick& yardstick,
                             const Options& options) {
  HAAT_TRY(const auto package, open_package(path));
  // First, since it remembers less than the check does: each holds a manifest meanwhile.
  std::optional<Prediction> prediction;
  if (yardstick.target != nullptr) {
    HAAT_TRY(prediction, predict(package, *yardstick.target, zip_size(path)));
  }
  HAAT_TRY(auto report, check_package(package, yardstick.dictionary, yardstick.profile));
  report.package = options.path;
  if (options.format != "text" && !package.is_folder()) {
    HAAT_TRY(const Sha256 digest, sha256_of_file(path));
    report.digest = to_hex(digest);
  }
  return Judgement{std::move(report), std::move(prediction)};
}

// A project is judged by what it makes: the very bytes that a marketplace will get.
Result<Judgement> check_project(const Options& options, const Yardstick& yardstick, Io& io) {
  HAAT_TRY(const Project project, open_project(options.path));
  end_tidily();
  HAAT_TRY(const auto folder, TemporaryFolder::create());
  const auto zip = folder.path() / "package.zip";
  HAAT_TRY(const auto made,
           pack_project(project, options.standard, zip, ProgressBar(io, "Building").progress()));
  for (const std::string& remark : made.remarks) io.err << remark << "\n";
  return check_path(zip, yardstick, options);
}

void write(const Judgement& judgement, const Options& options, bool colour, std::ostream& out) {
  const auto& [report, prediction] = judgement;
  if (options.format == "json") return write_json(report, prediction, out);
  if (options.format == "sarif") return write_sarif(report, prediction, out);
  if (options.format == "junit") {
    out << to_junit(report, prediction);
    return;
  }
  const auto* chosen = Language::find(options.language);
  const auto& language = chosen == nullptr ? Language::english() : *chosen;
  if (options.format == "html") {
    out << to_html(report, prediction, language);
    return;
  }
  const auto painted = colour ? Colour::on : Colour::off;
  if (prediction) out << to_text(*prediction, painted, language);
  out << to_text(report, painted, language);
}

std::vector<std::string> target_names() {
  std::vector<std::string> names;
  for (const auto* each : all_targets()) names.emplace_back(each->id);
  return names;
}

// What only one of the two ways to run the command understands.
Result<void> understood(const Options& options) {
  const auto refuse = [](const std::string& why) {
    return fail(Errc::invalid_argument, "usage", why);
  };
  if (!options.language.empty() && options.format != "html" && options.format != "text")
    return refuse("--lang is for people: --format text or html");
  if (!options.fix && (options.yes || options.dry_run || options.drop_signatures))
    return refuse("--yes, --dry-run and --drop-signatures are for --fix");
  if (options.fix && (options.format != "text" || !options.language.empty() ||
                      !options.target.empty() || !options.standard.empty()))
    return refuse(
        "--fix goes without --format, --lang, --target and --standard; check what it wrote");
  return {};
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY_VOID(understood(options));
  HAAT_TRY(const Yardstick yardstick, yardstick_of(options));
  if (options.fix)
    return mend_package({.package = options.path,
                         .output = options.output,
                         .yes = options.yes,
                         .dry_run = options.dry_run,
                         .drop_signatures = options.drop_signatures},
                        yardstick.dictionary, yardstick.profile, io);
  HAAT_TRY(const Judgement judgement, is_project(options.path)
                                          ? check_project(options, yardstick, io)
                                          : check_path(options.path, yardstick, options));
  if (options.output.empty()) {
    write(judgement, options, io.colour, io.out);
  } else {
    std::ostringstream text;
    write(judgement, options, false, text);
    HAAT_TRY_VOID(write_file(options.output, std::move(text).str()));
  }
  const bool refused = judgement.prediction && judgement.prediction->fate == Fate::refused;
  return judgement.report.count(Severity::error) == 0 && !refused ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PATH", options->path, "a course project, a package zip or a package folder");
  syntax.choice("--format", options->format, {"text", "html", "json", "sarif", "junit"},
                "for a terminal, as a page to mail or print, or for programs");
  syntax.choice("--lang", options->language, Language::names(),
                "the language of the report (--format text or html)");
  syntax.option("--output", options->output,
                "write the report into this file; with --fix, the mended package");
  syntax.option("--dictionary", options->dictionary,
                "the competency dictionary; without it the demonstration's");
  syntax.option("--profile", options->profile,
                "how severely to take each rule: lms-practical (as it is without this), "
                "adl-strict, igot, or a file");
  syntax.flag("--advice", options->advice, "report what is advice, too");
  syntax.choice("--standard", options->standard, packaging_names(),
                "what to build a project for before checking it");
  syntax.choice(
      "--target", options->target, target_names(),
      "predict what that platform will do to the package, too, and why; what will be refused "
      "ends with 1");
  syntax.flag("--fix", options->fix,
              "mend what needs no decision: show the difference, ask, and write a new package "
              "(PACKAGE-fixed.zip unless said), which is checked before it is put in place");
  syntax.flag("--dry-run", options->dry_run, "with --fix: only show the difference");
  syntax.flag("--yes", options->yes, "with --fix: do not ask");
  syntax.flag("--drop-signatures", options->drop_signatures,
              "with --fix: mend a signed package, too, and leave its signatures out");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command check_command;
const Command check_command{
    .name = "check",
    .summary = "Report what is wrong with a course, and where.",
    .examples =
        "haat check my-course\nhaat check my-course.zip --format json\nhaat check my-course.zip "
        "--format html --lang hi "
        "--output report.html\nhaat check my-course.zip "
        "--profile adl-strict\nhaat check my-course.zip --target igot\nhaat check my-course.zip "
        "--fix --output mended.zip\n",
    .define = define,
};

}  // namespace haat::cli
