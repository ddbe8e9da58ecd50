// mutants SHARED [--all]: how often our verdict on a mutated manifest is the one of ADL's own
// validator.
//
// The verdict of that validator is in SHARED/oracle/mutants.tsv, the manifest in mutants.zip, the
// rest of its package in bases/. Ours is: an error was found, or none was. Prints the agreement by
// kind of mutation, and each disagreement; exits 1 where the agreement is below the ratchet, which
// only ever goes up.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "tests/unit/scratch.hpp"

namespace {

namespace fs = std::filesystem;
using namespace haat;

constexpr int ratchet = 879;  // agreements, of 879

struct Mutant {
  std::string id, base, kind, mutation, verdict, checkers, messages;
};

std::vector<Mutant> read_table(const fs::path& file) {
  std::ifstream in(file);
  std::vector<Mutant> mutants;
  std::string line;
  std::getline(in, line);  // the heading
  while (std::getline(in, line)) {
    std::istringstream row(line);
    Mutant m;
    for (auto* field : {&m.id, &m.base, &m.kind, &m.mutation, &m.verdict, &m.checkers, &m.messages})
      std::getline(row, *field, '\t');
    mutants.push_back(std::move(m));
  }
  return mutants;
}

std::string errors_of(const Report& report) {
  std::string text;
  for (const auto& finding : report.findings)
    if (finding.severity == Severity::error)
      text += "\n      " + finding.rule + " " + finding.path + ":" + std::to_string(finding.line) +
              " " + finding.message.substr(0, 160);
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  const fs::path oracle = fs::path(count > 1 ? arguments[1] : "") / "oracle";
  const auto mutants = read_table(oracle / "mutants.tsv");
  const auto manifests = open_package(oracle / "mutants.zip");
  if (mutants.empty() || !manifests) {
    std::cerr << "the mutants are missing: " << oracle << "\n";
    return 3;
  }
  std::map<std::string, std::string> texts;
  const auto read =
      manifests->scan([&](const Entry& entry, std::string_view piece, bool) -> Result<void> {
        texts[entry.path] += piece;
        return {};
      });
  const auto& strict = *Profile::find("adl-strict");
  const test::Scratch scratch;
  std::map<std::string, std::pair<int, int>> by_kind;  // agreed, all
  int agreed = 0;
  for (const auto& mutant : mutants) {
    const auto folder = scratch / mutant.base;
    if (!fs::exists(folder) &&
        !unpack(open_package(oracle / "bases" / (mutant.base + ".zip")).value(), folder))
      return 3;
    std::ofstream(folder / "imsmanifest.xml", std::ios::binary)
        << texts.at(mutant.id + "/imsmanifest.xml");
    const auto report =
        check_package(open_package(folder).value(), Dictionary::demonstration(), strict).value();
    const bool same = (report.count(Severity::error) > 0) == (mutant.verdict == "FAIL");
    agreed += same;
    by_kind[mutant.kind].first += same;
    ++by_kind[mutant.kind].second;
    if (!same)
      std::cout << mutant.id << " " << mutant.kind << " " << mutant.mutation << ": ADL says "
                << mutant.verdict << " " << mutant.messages.substr(0, 260) << errors_of(report)
                << "\n";
  }
  for (const auto& [kind, numbers] : by_kind)
    std::cout << kind << ": " << numbers.first << " of " << numbers.second << "\n";
  std::cout << "agreement " << agreed << " of " << mutants.size() << "\n";
  return read && agreed >= ratchet ? 0 : 1;
}
