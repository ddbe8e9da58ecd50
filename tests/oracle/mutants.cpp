// mutants SHARED TABLE: how often our verdict on a mutated manifest is the one of ADL's own
// validator.
//
// The verdict of that validator is in SHARED/oracle/mutants.tsv, the manifest in mutants.zip, the
// rest of its package in bases/. Ours is: an error was found, or none was. Prints each
// disagreement; exits 1 where the agreement is below the ratchet, which only ever goes up, or where
// TABLE, the agreement by kind of mutation, is not what came out. With UPDATE=1 in the environment
// it writes TABLE instead.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "core/package/package.hpp"
#include "core/qa/check.hpp"
#include "core/qa/rule.hpp"
#include "tests/case_runner/recorded.hpp"
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

// Whether one of our errors is of the kind that ADL's validator found: by the schema, by the prose
// of the standard, or about the files that the package has to have.
bool found_alike(const Mutant& mutant, const Report& report) {
  const auto said = [&](std::string_view checker) {
    return mutant.checkers.find(checker) != std::string::npos;
  };
  return std::any_of(report.findings.begin(), report.findings.end(), [&](const Finding& finding) {
    if (finding.severity != Severity::error) return false;
    const auto layer = find_rule(finding.rule)->layer;
    return (said("SCHEMA_VALIDATION") && layer == Layer::schema) ||
           (said("APPLICATION_PROFILE") && layer == Layer::standard) ||
           (said("RESOURCE_HREF") &&
            (finding.rule == "launch-file-missing" || finding.rule == "listed-file-missing" ||
             finding.rule == "address-remote" || finding.rule == "address-not-portable")) ||
           (said("REQUIRED_FILES") && (finding.rule == "namespace-without-schema" ||
                                       finding.rule == "schema-location-malformed" ||
                                       finding.rule == "metadata-file-missing"));
  });
}

// Of the mutants of one kind.
struct Agreement {
  int all = 0;
  int alike = 0, otherwise = 0, missed = 0;  // of those that ADL's validator fails
  int left_alone = 0, refused = 0;           // of those that it passes

  void add(const Mutant& mutant, const Report& report) {
    ++all;
    const bool error = report.count(Severity::error) > 0;
    if (mutant.verdict != "FAIL")
      ++(error ? refused : left_alone);
    else if (!error)
      ++missed;
    else
      ++(found_alike(mutant, report) ? alike : otherwise);
  }
};

// What ADL found and what we found, where they are not of one kind.
struct Otherwise {
  std::string mutation, adl, ours;
};

// One cell of a table.
std::string cell(std::string text, std::size_t longest) {
  if (text.size() > longest) text = text.substr(0, longest) + "...";
  for (std::size_t at = 0; (at = text.find('|', at)) != std::string::npos; at += 2)
    text.insert(at, "\\");
  return text;
}

std::string first_error(const Report& report) {
  for (const auto& finding : report.findings)
    if (finding.severity == Severity::error) return "`" + finding.rule + "`: " + finding.message;
  return {};
}

void print_row(std::ostream& out, const std::string& title, const Agreement& agreement) {
  out << "| " << title;
  for (const int number : {agreement.all, agreement.alike, agreement.otherwise, agreement.missed,
                           agreement.left_alone, agreement.refused})
    out << " | " << number;
  out << " |\n";
}

std::string table_of(const std::map<std::string, Agreement>& by_kind,
                     const std::vector<Otherwise>& otherwise) {
  std::ostringstream out;
  out << "# Beside ADL's own validator\n\n"
         "Written by the test `oracle/mutants` (`UPDATE=1 ctest --preset dev -R oracle/mutants`), "
         "which fails where it is not current. 879\nmanifests, each mutated in one place, were "
         "judged by ADL's validator of SCORM 2004 4th Edition; this is how `haat check\n--profile "
         "adl-strict` judges them. *Alike* is an error of the kind that ADL found: where its "
         "schema "
         "check fails, one of the\nlayer schema; where its application profile fails, one of the "
         "layer standard; for its checks of files, the rule about that file.\n\n"
         "| mutation | all | ADL fails, found alike | found otherwise | not found | ADL passes, "
         "left "
         "alone | refused |\n|---|---|---|---|---|---|---|\n";
  Agreement all;
  for (const auto& [kind, agreement] : by_kind) {
    print_row(out, kind, agreement);
    all.all += agreement.all;
    all.alike += agreement.alike;
    all.otherwise += agreement.otherwise;
    all.missed += agreement.missed;
    all.left_alone += agreement.left_alone;
    all.refused += agreement.refused;
  }
  print_row(out, "**all**", all);
  out << "\nFound otherwise: the defect is the same, but the rule that names it here is of another "
         "layer than ADL's check.\n\n| mutation | ADL | here |\n|---|---|---|\n";
  for (const auto& each : otherwise)
    out << "| " << cell(each.mutation, 80) << " | " << cell(each.adl, 200) << " | "
        << cell(each.ours, 160) << " |\n";
  return out.str();
}

bool is_current(const fs::path& file, const std::string& text) {
  if (test::is_recorded(file, text)) return true;
  std::cout << file.string() << " should be (UPDATE=1 records it):\n" << text;
  return false;
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
  std::map<std::string, Agreement> by_kind;
  std::vector<Otherwise> otherwise;
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
    by_kind[mutant.kind].add(mutant, report);
    if (mutant.verdict == "FAIL" && report.count(Severity::error) > 0 &&
        !found_alike(mutant, report))
      otherwise.push_back(
          {mutant.kind + " " + mutant.mutation, mutant.messages, first_error(report)});
    if (!same)
      std::cout << mutant.id << " " << mutant.kind << " " << mutant.mutation << ": ADL says "
                << mutant.verdict << " " << mutant.messages.substr(0, 260) << errors_of(report)
                << "\n";
  }
  const bool current = is_current(count > 2 ? arguments[2] : "", table_of(by_kind, otherwise));
  std::cout << "agreement " << agreed << " of " << mutants.size() << "\n";
  return read && agreed >= ratchet && current ? 0 : 1;
}
