// requirements MINIMAL TABLE PAGE [ADL]: whether each requirement of a standard has the rule that
// tells when a package breaks it.
//
// TABLE is blocks between lines of ten dashes. The first has the title, the profile to judge by and
// the package that all others differ from. Each other has the requirement in our words, and below:
//
//   asked KEY     who asks for it: a clause, or a row of ADL's table
//   rule ID       which rule tells it
//   nothing WHY   instead of a rule: why there is none
//   each TEXT     the difference: this is written into the start tag of every element asked about
//   -- FILE --    the difference, as in a case; without any, the example of the rule shows it
//
// A difference has to give one finding of that rule, and nothing else that the package did not have
// before. With ADL (SHARED/oracle/adl-rules.tsv) KEY is "REQ ELEMENT WORDS": the rows of that
// requirement and element ("*": any) with those words in the message, but for a clause of the CAM
// itself; each row has to be asked for, what fails there has to be an error here, and what
// warns there none. PAGE lists it all; with UPDATE=1 in the environment it is written anew.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "core/qa/check.hpp"
#include "core/qa/rule.hpp"
#include "tests/case_runner/case_file.hpp"
#include "tests/case_runner/recorded.hpp"
#include "tests/unit/scratch.hpp"

namespace {

using namespace haat;
using namespace haat::test;

namespace fs = std::filesystem;

int faults = 0;

void fault(int line, const std::string& sentence) {
  std::cout << line << ": " << sentence << "\n";
  ++faults;
}

// A row of ADL's table: what its validator asks of an element, and where it looks for that.
struct Asked {
  std::string element, context, requirement, message;
  bool fails = false;
  int times = 0;  // that a block names it
};

struct Requirement {
  int line = 0;  // in TABLE
  std::string sentence, nothing, each;
  std::vector<std::string> asked, rules;
  Tree difference;
};

struct Table {
  std::string title, profile;
  Tree package;
  std::vector<Requirement> requirements;
};

// What follows a word at the beginning of a line.
std::optional<std::string> after(std::string_view line, std::string_view word) {
  if (!line.starts_with(word)) return std::nullopt;
  return std::string(line.substr(word.size()));
}

Requirement parse_block(const std::string& block, int line) {
  Requirement parsed;
  parsed.line = line;
  parsed.difference = parse_tree(block);
  std::istringstream lines(block);
  for (std::string text; std::getline(lines, text) && !text.starts_with("-- ");)
    if (const auto asked = after(text, "  asked "))
      parsed.asked.push_back(*asked);
    else if (const auto rule = after(text, "  rule "))
      parsed.rules.push_back(*rule);
    else if (const auto why = after(text, "  nothing "))
      parsed.nothing = *why;
    else if (const auto each = after(text, "  each "))
      parsed.each = *each;
    else if (!text.empty() && !text.starts_with("over ") && !text.starts_with("  profile "))
      parsed.sentence += (parsed.sentence.empty() ? "" : " ") + text;
  return parsed;
}

Table read_table(const fs::path& file) {
  std::istringstream lines(Scratch::read(file));
  Table table;
  std::string block;
  int line = 0, begin = 1;
  const auto end_block = [&] {
    auto parsed = parse_block(block, begin);
    if (table.title.empty()) {
      table.title = parsed.sentence;
      table.package = parsed.difference;
      const auto at = block.find("  profile ");
      if (at != std::string::npos)
        table.profile = block.substr(at + 10, block.find('\n', at) - at - 10);
    } else {
      table.requirements.push_back(std::move(parsed));
    }
    block.clear();
    begin = line + 1;
  };
  for (std::string text; std::getline(lines, text);) {
    ++line;
    if (text + "\n" == rule_off)
      end_block();
    else
      block += text + "\n";
  }
  end_block();
  return table;
}

std::vector<Asked> read_asked(const fs::path& file) {
  std::ifstream in(file);
  std::vector<Asked> rows;
  std::string line, part, level;
  std::getline(in, line);  // the heading
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    Asked row;
    for (auto* field : {&part, &row.element, &row.context, &row.requirement, &level, &row.message})
      std::getline(fields, *field, '\t');
    row.fails = level == "failed";
    if (row.requirement.empty()) row.requirement = "-";
    rows.push_back(std::move(row));
  }
  if (rows.empty()) throw std::runtime_error(file.string() + " is missing");
  return rows;
}

// The rows that a key names.
std::vector<Asked*> rows_of(const std::string& key, std::vector<Asked>& all) {
  std::istringstream words(key);
  std::string requirement, element, wanted;
  words >> requirement >> element >> std::ws;
  std::getline(words, wanted);
  std::vector<Asked*> rows;
  for (auto& row : all)
    if (row.requirement == requirement && (element == "*" || row.element == element) &&
        row.message.find(wanted) != std::string::npos)
      rows.push_back(&row);
  return rows;
}

// Each finding as often as it is there: its rule and severity.
using Findings = std::multiset<std::pair<std::string, Severity>>;

class Judge {
 public:
  Judge(const fs::path& minimal, const Table& table)
      : minimal_(minimal), package_(table.package), profile_(Profile::find(table.profile)) {
    if (profile_ == nullptr) throw std::runtime_error("there is no profile " + table.profile);
  }

  // With the difference over the package.
  Findings found(const Tree& difference) const {
    const Scratch scratch;
    const auto folder = scratch / "package";
    fs::create_directories(folder);
    const bool other = !difference.over.empty();
    write_difference(minimal_, other ? difference : package_, folder);
    if (!other) write_tree(difference, folder);
    const auto package = open_package(folder);
    const auto report =
        check_package(package.value(), Dictionary::demonstration(), profile_->with_advice());
    Findings findings;
    for (const auto& finding : report.value().findings)
      findings.emplace(finding.rule, finding.severity);
    return findings;
  }

  void judge(const Requirement& asked, const Tree& difference, std::optional<bool> fails) {
    auto more = found(difference);
    auto& before = before_[difference.over];
    if (!before) {
      Tree nothing;
      nothing.over = difference.over;
      before = found(nothing);
    }
    for (const auto& each : *before)
      if (const auto at = more.find(each); at != more.end()) more.erase(at);
    const bool one = more.size() == 1 && more.begin()->first == asked.rules.front();
    if (!one || (fails && *fails != (more.begin()->second == Severity::error)))
      fault(asked.line,
            asked.sentence + " Wanted: " + asked.rules.front() + ", found: " + told(more));
  }

  std::string told_before() { return told(found({})); }

 private:
  static std::string told(const Findings& findings) {
    std::string text;
    for (const auto& [rule, severity] : findings)
      text += std::string(text.empty() ? "" : ", ") + to_string(severity) + " " + rule;
    return text.empty() ? "nothing" : text;
  }

  fs::path minimal_;
  Tree package_;
  const Profile* profile_;
  std::map<std::string, std::optional<Findings>> before_;
};

// The package's manifest, with a text in the start tag of the first element there.
std::optional<Tree> written_into(const Tree& package, const std::string& context,
                                 const std::string& text) {
  const auto manifest =
      std::find_if(package.files.begin(), package.files.end(),
                   [](const auto& file) { return file.path == "imsmanifest.xml"; });
  pugi::xml_document document;
  if (manifest == package.files.end() || !document.load_string(manifest->text.c_str()))
    throw std::runtime_error("the package has no manifest");
  std::string anywhere = "//" + context;
  for (std::size_t at = 0; (at = anywhere.find('|', at)) != std::string::npos; ++at)
    anywhere.insert(at + 1, "//");
  const auto element = document.select_node(anywhere.c_str()).node();
  if (!element) return std::nullopt;
  Tree changed;
  changed.files = {*manifest};
  auto& whole = changed.files.front().text;
  whole.insert(
      static_cast<std::size_t>(element.offset_debug()) + std::string(element.name()).size(),
      " " + text);
  return changed;
}

void judge_each(Judge& judge, const Table& table, const Requirement& asked,
                const std::vector<Asked*>& rows) {
  for (const auto* row : rows)
    if (const auto tree = written_into(table.package, row->context, asked.each))
      judge.judge(asked, *tree, row->fails);
    else
      fault(asked.line, "the package has no " + row->context);
}

void judge_requirement(Judge& judge, const Table& table, const Requirement& asked,
                       std::vector<Asked>& all) {
  std::vector<Asked*> rows;
  for (const auto& key : asked.asked) {
    const auto found = rows_of(key, all);
    if (found.empty() && !all.empty() && !key.starts_with("CAM "))
      fault(asked.line, "ADL does not ask for " + key);
    rows.insert(rows.end(), found.begin(), found.end());
  }
  for (auto* row : rows) ++row->times;
  if (asked.asked.empty()) fault(asked.line, "nobody asks for it");
  if (asked.rules.empty() == asked.nothing.empty())
    fault(asked.line, "it needs the rule that tells it, or why there is none");
  for (const auto& id : asked.rules)
    if (find_rule(id) == nullptr) fault(asked.line, "there is no rule " + id);
  std::optional<bool> fails;
  if (!rows.empty()) fails = rows.front()->fails;
  if (!asked.each.empty())
    judge_each(judge, table, asked, rows);
  else if (!asked.difference.files.empty())
    judge.judge(asked, asked.difference, fails);
  else if (asked.nothing.empty() && !all.empty())
    fault(asked.line, "nothing shows it");
}

std::string joined(const std::vector<std::string>& words, const std::string& between) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : between) + word;
  for (std::size_t at = 0; (at = text.find_first_of("|<", at)) != std::string::npos; at += 2)
    text.insert(at, "\\");  // which Markdown would read
  return text;
}

std::string shown_by(const Requirement& asked) {
  if (!asked.nothing.empty()) return "no rule: " + asked.nothing;
  if (!asked.each.empty()) return "`" + asked.each + "` on each element";
  return asked.difference.files.empty() ? "the rule's example" : "a difference";
}

std::string page_of(const Table& table, const std::string& name, const std::vector<Asked>& all) {
  const auto told = std::count_if(table.requirements.begin(), table.requirements.end(),
                                  [](const auto& asked) { return asked.nothing.empty(); });
  std::ostringstream page;
  page
      << "# " << table.title << "\n\nWritten by the test `requirements/"
      << name.substr(0, name.rfind('.'))
      << "` (`UPDATE=1 ctest --preset dev -R requirements/`), which fails where it is not current. "
         "It breaks\neach requirement, and the rule named here has to tell it, and no other: "
      << told << ". " << table.requirements.size() - static_cast<std::size_t>(told)
      << " have no rule, for the reason given. The differences are\nin `" << name << "`.";
  if (!all.empty()) page << " Together they are all " << all.size() << " rows of ADL's table.";
  page << "\n\n| asked | by | told by | shown by |\n|---|---|---|---|\n";
  for (const auto& asked : table.requirements) {
    std::vector<std::string> rules;
    for (const auto& id : asked.rules) rules.push_back("`" + id + "`");
    page << "| " << joined({asked.sentence}, "") << " | " << joined(asked.asked, "; ") << " | "
         << joined(rules, ", ") << " | " << joined({shown_by(asked)}, "") << " |\n";
  }
  return page.str();
}

bool is_current(const fs::path& file, const std::string& text) {
  if (is_recorded(file, text)) return true;
  std::cout << file.string() << " is not current: UPDATE=1 records it\n";
  return false;
}

int run(const fs::path& minimal, const fs::path& file, const fs::path& page, const char* adl) {
  const auto table = read_table(file);
  auto all = adl != nullptr ? read_asked(adl) : std::vector<Asked>();
  Judge judge(minimal, table);
  for (const auto& asked : table.requirements) judge_requirement(judge, table, asked, all);
  for (const auto& row : all)
    if (row.times == 0)
      fault(0, row.requirement + " " + row.element + " is asked for nowhere: " + row.message);
  if (faults > 0) std::cout << "the package itself: " << judge.told_before() << "\n";
  const bool current = is_current(page, page_of(table, file.filename().string(), all));
  return faults == 0 && current ? 0 : 1;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 4 && count != 5) {
    std::cerr << "usage: requirements MINIMAL TABLE PAGE [ADL]\n";
    return 2;
  }
  try {
    return run(arguments[1], arguments[2], arguments[3], count == 5 ? arguments[4] : nullptr);
  } catch (const std::exception& problem) {
    std::cout << problem.what() << "\n";
    return 1;
  }
}
