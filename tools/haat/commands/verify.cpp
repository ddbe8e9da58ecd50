#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/verify.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/trust.hpp"
#include "tools/haat/verdict.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string keys;
  bool json = false;
};

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const std::vector<PublicKey> trusted,
           options.keys.empty() ? known_keys() : read_keys(options.keys));
  HAAT_TRY(const Package package, open_package(options.package));
  HAAT_TRY(const Verification verification, [&]() -> Result<Verification> {
    ProgressBar bar(io, "Verifying");
    return verify_package(package, trusted, bar.progress());
  }());
  if (options.json)
    io.out << verdict_json(verification) << "\n";
  else
    print_verdict(io, options.package, verification);
  return is_proven(verification) ? 0 : 1;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "the zip");
  syntax.option("--keys", options->keys,
                "trust the keys in this file only, instead of your own and those of haat trust");
  syntax.flag("--json", options->json, "for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command verify_command;
const Command verify_command{
    .name = "verify",
    .summary = "Prove who made a package, who checked it, and that nobody changed it since.",
    .examples = "haat verify my-course.zip\nhaat verify my-course.zip --json\n",
    .define = define,
};

}  // namespace haat::cli
