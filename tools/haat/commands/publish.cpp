#include <filesystem>
#include <memory>
#include <ostream>

#include "core/package/entry_name.hpp"
#include "core/package/package.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/check_line.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/submissions.hpp"
#include "tools/haat/upload_memory.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string server;
  bool draft = false;
  bool no_wait = false;
  bool json = false;
};

// Below it, one request costs less than going on after a break saves.
constexpr std::uintmax_t worth_resuming = 4 << 20;

tl::expected<Submission, Refusal> send(const Options& options, MarketplaceClient& client, Io& io) {
  ProgressBar bar(io, "Uploading");
  CheckLine line(io);
  const CheckProgress checking =
      options.no_wait ? [](const Submission&) { return false; } : line.progress();
  std::error_code problem;
  if (std::filesystem::file_size(options.package, problem) < worth_resuming || problem)
    return client.submit(options.package, bar.progress(), options.draft, checking);
  HomeUploadMemory memory(client.server());
  return client.submit_resumably(options.package, bar.progress(), options.draft, memory, checking);
}

// What no marketplace can take is not sent.
Result<void> is_whole_zip(const std::string& path) {
  HAAT_TRY(const Package package, open_package(path));
  if (!package.is_folder()) return {};
  return fail(Errc::invalid_argument, "package-is-folder",
              path + " is a folder; haat pack and haat sign make the package to publish");
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  HAAT_TRY_VOID(is_whole_zip(options.package));
  const auto answer = send(options, client, io);
  if (!answer) return tell_refusal(io, options.package, answer.error());
  if (options.json) {
    io.out << answer->json << "\n";
    return 0;
  }
  print_submission(io, *answer);
  if (is_unchecked(*answer))
    io.err << "It is safe, and is checked in its turn; haat status " << answer->id
           << " tells how far it is.\n";
  else if (options.draft)
    io.err << "It waits for you: haat submit " << answer->id << " hands it in.\n";
  else
    io.err << "A curator looks at it now; haat status " << answer->id
           << " tells what became of it.\n";
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "a signed package");
  syntax.flag("--draft", options->draft,
              "keep it to yourself for now: see what is found in it, assess it, hand it in later");
  syntax.flag("--no-wait", options->no_wait,
              "do not wait until it is checked: haat status tells what came of it");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command publish_command;
const Command publish_command{
    .name = "publish",
    .summary = "Hand a signed package in for review.",
    .examples = "haat publish my-course.zip\nhaat publish my-course.zip --no-wait\n",
    .define = define,
};

}  // namespace haat::cli
