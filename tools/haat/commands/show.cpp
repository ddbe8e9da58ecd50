#include <memory>
#include <numeric>
#include <ostream>

#include "core/manifest/manifest.hpp"
#include "core/package/package.hpp"
#include "sdk/authoring/build.hpp"
#include "sdk/authoring/file.hpp"
#include "sdk/authoring/packaging.hpp"
#include "sdk/authoring/project.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/byte_counter.hpp"
#include "tools/haat/catalogue_course.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/outline.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/tidy_end.hpp"

namespace haat::cli {
namespace {

constexpr std::uint64_t most_shown = 32u << 20;  // bytes

struct Options {
  std::string path;
  std::string standard;
  std::string server;
  bool json = false;
};

// A course of the marketplace, by its id.
Result<int> show_course(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY(const CatalogueCourse course, client.course(options.path));
  if (options.json)
    io.out << course.json << "\n";
  else
    print_course(io, course);
  return 0;
}

void print(const Outline& outline, const Options& options, Io& io) {
  if (options.json)
    print_json(outline, io.out);
  else
    print(outline, io);
}

// A manifest of some kilobytes may say the same of ten thousand items: nobody gets a part of that
// for the whole.
Result<void> fits(const Outline& outline, const Options& options, Io& io) {
  ByteCounter counter(most_shown);
  std::ostream counted(&counter);
  Io trial = {.out = counted,
              .err = counted,
              .in = io.in,
              .out_is_terminal = false,
              .err_is_terminal = false,
              .colour = false,
              .columns = 0};
  print(outline, options, trial);
  if (!counter.over()) return {};
  return fail(Errc::too_large, "outline-too-large",
              outline.package + " has a structure that would be shown in more than " +
                  std::to_string(most_shown) +
                  " bytes, which is the limit; haat check says what is wrong with it");
}

Result<int> show(const std::filesystem::path& path, const Options& options, Io& io) {
  HAAT_TRY(const auto package, open_package(path));
  HAAT_TRY(const auto manifest, read_manifest(package));
  const Outline outline{.package = options.path,
                        .files = package.entries().size(),
                        .bytes = std::accumulate(
                            package.entries().begin(), package.entries().end(), std::uint64_t{0},
                            [](std::uint64_t sum, const Entry& entry) { return sum + entry.size; }),
                        .manifest = manifest};
  HAAT_TRY_VOID(fits(outline, options, io));
  print(outline, options, io);
  return manifest.structure ? 0 : 1;
}

// A project is shown as what it makes.
Result<int> show_project(const Options& options, Io& io) {
  HAAT_TRY(const Project project, open_project(options.path));
  end_tidily();
  HAAT_TRY(const auto folder, TemporaryFolder::create());
  const auto zip = folder.path() / "package.zip";
  HAAT_TRY_VOID(
      pack_project(project, options.standard, zip, ProgressBar(io, "Building").progress()));
  return show(zip, options, io);
}

Result<int> run(const Options& options, Io& io) {
  if (!options.server.empty()) return show_course(options, io);
  return is_project(options.path) ? show_project(options, io) : show(options.path, options, io);
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required(
      "PATH", options->path,
      "a package zip or folder, a manifest alone, or a course project; with --server the id "
      "of a course");
  syntax.flag("--json", options->json, "all of it, for programs");
  syntax.choice("--standard", options->standard, packaging_names(),
                "what to build a project for before showing it");
  syntax.option("--server", options->server,
                "show a course of this marketplace: who answers for it, and since when");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command show_command;
const Command show_command{
    .name = "show",
    .summary = "Show what is in a package: its standard, its units and how they are launched.",
    .examples =
        "haat show my-course.zip\nhaat show my-course.zip --json\n"
        "haat show org.example.first-aid --server https://marketplace.example\n",
    .define = define,
};

}  // namespace haat::cli
