#include <iomanip>
#include <memory>
#include <ostream>
#include <sstream>

#include "sdk/authoring/kpis_client.hpp"
#include "tools/haat/account.hpp"
#include "tools/haat/command.hpp"
#include "tools/haat/people.hpp"
#include "tools/haat/table.hpp"

namespace haat::cli {
namespace {

struct Options {
  std::string server;
  bool json = false;
};

std::string days(const std::optional<double>& median) {
  if (!median) return "nothing was decided yet";
  std::ostringstream text;
  text << std::fixed << std::setprecision(1) << *median;
  return text.str();
}

void add_counts(Table& table, const std::string& what, const Kpis::Counts& counts) {
  for (const auto& [name, count] : counts) table.add({what + " " + name, std::to_string(count)});
}

Result<int> run(const Options& options, Io& io) {
  HAAT_TRY(const Login login, choose_login(options.server));
  HAAT_TRY(const Kpis kpis, fetch_kpis(login.server, login.token));
  if (options.json) {
    io.out << kpis.json << "\n";
    return 0;
  }
  Table table({"WHAT", "HOW MANY"});
  add_counts(table, "submissions", kpis.submissions);
  for (const auto& [partner, counts] : kpis.by_partner)
    add_counts(table, "submissions of " + partner, counts);
  table.add({"courses listed", std::to_string(kpis.courses)});
  table.add({"courses without competencies", std::to_string(kpis.without_competencies)});
  add_counts(table, "courses in area", kpis.areas);
  add_counts(table, "courses in language", kpis.languages);
  table.add({"submissions ever accepted", std::to_string(kpis.accepted)});
  table.add({"submissions ever rejected", std::to_string(kpis.rejected)});
  table.add({"days to a decision (median)", days(kpis.median_days)});
  table.add({"packages to be checked", std::to_string(kpis.checks)});
  table.add({"seconds that the first has waited", std::to_string(kpis.oldest_check.value_or(0))});
  table.add({"packages checked in the last minute", std::to_string(kpis.checked_lately)});
  add_counts(table, "completions", kpis.completions);
  table.add({"packages kept", std::to_string(kpis.packages)});
  table.add({"bytes of packages", std::to_string(kpis.bytes)});
  table.print(io);
  return 0;
}

Action define(Syntax& syntax) {
  auto options = std::make_shared<Options>();
  define_server(syntax, options->server);
  syntax.flag("--json", options->json, "all of it, for programs");
  return [options](Io& io) { return run(*options, io); };
}

}  // namespace

extern const Command kpis_command;
const Command kpis_command{
    .name = "kpis",
    .summary = "How the marketplace is doing: submissions, courses, decisions, completions.",
    .examples = "haat kpis\nhaat kpis --json\n",
    .define = define,
};

}  // namespace haat::cli
