#include <memory>
#include <ostream>

#include "core/qa/rubric/rubric.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/assessment.hpp"
#include "tools/haat/command.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string language = "en";
  std::string server;
  bool built_in = false;
  bool json = false;
};

Result<Rubric> rubric_in_use(const Options& options) {
  if (options.built_in) return Rubric::quality();
  HAAT_TRY(MarketplaceClient client, connect(options.server));
  return rubric_of(client);
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Rubric rubric, rubric_in_use(options));
  if (options.json)
    io.out << rubric.json();
  else
    print_rubric(io, rubric, options.language);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  syntax.option("--lang", options->language, "the language, as in hi; English if it is not given");
  syntax.flag("--built-in", options->built_in, "Haat's own, without asking a marketplace");
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "as a file, to make another of it");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command rubric_command;
const Command rubric_command{
    .name = "rubric",
    .summary = "Show the rubric that a marketplace judges courses by.",
    .examples = "haat rubric --built-in --lang hi\n",
    .define = define,
};

}  // namespace haat::cli
