#include <memory>
#include <ostream>

#include "core/json/json.hpp"
#include "core/package/entry_name.hpp"
#include "core/signing/verify.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/present.hpp"
#include "tools/haat/progress.hpp"
#include "tools/haat/trust.hpp"
#include "tools/haat/verdict.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string package;
  std::string keys;
  std::string at;
  bool json = false;
};

Result<Trust> trust_of(const Options& options) {
  HAAT_TRY(const Time now, time_of(options.at));
  if (options.keys.empty()) return known_trust(now);
  Trust trust;
  trust.now = now;
  HAAT_TRY(trust.keys, read_keys(options.keys));
  return trust;
}

// Without an inventory there is nothing that could have been signed.
Result<Verification> judge(const Package& package, const Trust& trust, Io& io) {
  ProgressBar bar(io, "Verifying");
  auto verification = verify_package(package, trust, bar.progress());
  if (!verification && verification.error().id == "package-unsealed") return Verification{};
  return verification;
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Trust trust, trust_of(options));
  HAAT_TRY(const Package package, open_package(options.package));
  HAAT_TRY(const Verification verification, judge(package, trust, io));
  if (options.json)
    io.out << verdict_json(verification) << "\n";
  else
    print_verdict(io, options.package, verification);
  return exit_code(verification.verdict());
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.required("PACKAGE", options->package, "the zip");
  syntax.option("--keys", options->keys,
                "trust the keys in this file only, instead of your own and those of haat trust");
  syntax.option(
      "--at", options->at,
      "judge as if it were this time, 2026-11-23T06:41:46Z or 2026-11-23; else the present");
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
