#include "core/qa/difference.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr int most_differences = 1'000;
constexpr std::size_t most_compared = 10'000;  // lines of each text, from the first that differs
constexpr std::size_t most_gathered = 1'000;   // lines that differ one after the other
constexpr std::size_t context = 3;             // lines around a change
constexpr std::size_t longest_line = 2'000;    // bytes that are shown
constexpr std::size_t longest_difference = 1 << 20;

using Lines = std::vector<std::string_view>;

// The next line with its break; empty: there is none.
std::string_view take_line(std::string_view& text) {
  const auto line =
      text.substr(0, text.empty() ? 0 : std::min(text.find('\n'), text.size() - 1) + 1);
  text.remove_prefix(line.size());
  return line;
}

// None: there are too many.
std::optional<Lines> lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    if (lines.size() == most_compared) return std::nullopt;
    lines.push_back(take_line(text));
  }
  return lines;
}

// The difference as it grows: only what is near a change is kept.
class Hunks {
 public:
  explicit Hunks(std::string_view path)
      : text_("--- " + printable(path) + "\n+++ " + printable(path) + "\n") {}

  void same(std::string_view line) {
    near_.push_back(line);
    if (hunk_.empty()) {
      if (near_.size() > context) leave_one();
    } else if (near_.size() == 2 * context) {
      close();
      while (near_.size() > context) leave_one();
    }
  }
  // So many lines that stand before whatever is told next, of which these are the last.
  void pass(std::size_t lines) { old_line_ += lines, new_line_ += lines; }
  void removed(std::string_view line) { differs('-', line); }
  void added(std::string_view line) { differs('+', line); }

  std::string take() {
    close();
    if (left_ > 0)
      text_ += "… " + std::to_string(left_) + " more lines differ; the limit of what is shown is " +
               std::to_string(longest_difference) + " bytes\n";
    return std::move(text_);
  }

 private:
  void leave_one() {
    near_.erase(near_.begin());
    pass(1);
  }

  void differs(char kind, std::string_view line) {
    if (text_.size() + hunk_.size() > longest_difference) {
      ++left_;
      return;
    }
    for (const auto each : near_) show(' ', each);
    near_.clear();
    show(kind, line);
  }

  void show(char kind, std::string_view whole) {
    olds_ += kind != '+' ? 1 : 0;
    news_ += kind != '-' ? 1 : 0;
    std::string line(whole.substr(0, longest_line));
    const bool cut = line.size() < whole.size();
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
    std::replace(line.begin(), line.end(), '\t', ' ');
    hunk_ += kind + printable(line) + (cut ? "…" : "") + "\n";
  }

  void close() {
    if (hunk_.empty()) return;
    for (std::size_t i = 0; i < context && !near_.empty(); ++i) {
      show(' ', near_.front());
      near_.erase(near_.begin());
    }
    text_ += "@@ -" + std::to_string(old_line_) + "," + std::to_string(olds_) + " +" +
             std::to_string(new_line_) + "," + std::to_string(news_) + " @@\n" + hunk_;
    hunk_.clear();
    old_line_ += olds_, new_line_ += news_;
    olds_ = news_ = 0;
  }

  std::string text_, hunk_;
  Lines near_;  // equal lines: before the next hunk, or behind the last change of this one
  std::size_t old_line_ = 1, new_line_ = 1;  // of the hunk, or of the first line in near_
  std::size_t olds_ = 0, news_ = 0;          // lines in the hunk
  std::size_t left_ = 0;                     // lines that differ and are not shown
};

struct Step {
  char kind;  // ' ', '-' or '+'
  std::string_view line;
};

// Myers, "An O(ND) Difference Algorithm": the furthest that each diagonal gets with d differences.
std::optional<std::vector<Step>> shortest(const Lines& a, const Lines& b) {
  const int n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  const auto at = [](const Lines& lines, int i) { return lines[static_cast<std::size_t>(i)]; };
  std::vector<std::vector<int>> reached;  // by d: of the diagonals -d, -d+2, .. d
  const auto from = [&](int d, int k) {
    return reached[static_cast<std::size_t>(d)][static_cast<std::size_t>((k + d) / 2)];
  };
  const auto goes_down = [&](int d, int k) {
    return k == -d || (k != d && from(d - 1, k - 1) < from(d - 1, k + 1));
  };
  int last = -1;
  for (int d = 0; d <= std::min(most_differences, n + m) && last < 0; ++d) {
    std::vector<int> row;
    for (int k = -d; k <= d; k += 2) {
      int x = d == 0 ? 0 : goes_down(d, k) ? from(d - 1, k + 1) : from(d - 1, k - 1) + 1;
      while (x < n && x - k < m && x - k >= 0 && at(a, x) == at(b, x - k)) ++x;
      row.push_back(x);
      if (x >= n && x - k >= m) last = d;
    }
    reached.push_back(std::move(row));
  }
  if (last < 0) return std::nullopt;
  std::vector<Step> steps;
  int x = n, k = n - m;
  for (int d = last; d >= 0; --d) {
    const bool down = d > 0 && goes_down(d, k);
    const int before = d == 0 ? 0 : down ? from(d - 1, k + 1) : from(d - 1, k - 1) + 1;
    for (; x > before; --x) steps.push_back({' ', at(a, x - 1)});
    if (d == 0) break;
    if (down) {
      steps.push_back({'+', at(b, x - k - 1)});
      ++k;
    } else {
      steps.push_back({'-', at(a, x - 1)});
      --x;
      --k;
    }
  }
  std::reverse(steps.begin(), steps.end());
  return steps;
}

// Line by line: where lines were changed and none came or went, it is the shortest way, too.
void side_by_side(std::string_view before, std::string_view after, Hunks& hunks) {
  Lines old, fresh;
  const auto tell = [&] {
    for (const auto line : old) hunks.removed(line);
    for (const auto line : fresh) hunks.added(line);
    old.clear(), fresh.clear();
  };
  while (!before.empty() || !after.empty()) {
    const auto was = take_line(before), is = take_line(after);
    if (was == is || old.size() == most_gathered || fresh.size() == most_gathered) tell();
    if (was == is) {
      hunks.same(was);
      continue;
    }
    if (!was.empty()) old.push_back(was);
    if (!is.empty()) fresh.push_back(is);
  }
  tell();
}

// The bytes of the lines that both texts begin with.
std::size_t common_head(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(
      a.begin(), a.begin() + static_cast<std::ptrdiff_t>(std::min(a.size(), b.size())), b.begin());
  const auto same = a.substr(0, static_cast<std::size_t>(differ.first - a.begin()));
  return same.rfind('\n') + 1;  // npos + 1 is 0
}

// The bytes of the lines that both end with, a line that is no whole one in each not among them.
std::size_t common_tail(std::string_view a, std::string_view b) {
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[a.size() - 1 - same] == b[b.size() - 1 - same])
    ++same;
  const auto line = a.find('\n', a.size() - same);
  return line == std::string_view::npos ? 0 : a.size() - line - 1;
}

}  // namespace

std::string unified_difference(std::string_view path, std::string_view before,
                               std::string_view after) {
  if (before == after) return {};
  Hunks hunks(path);
  auto head = before.substr(0, common_head(before, after));
  before.remove_prefix(head.size());
  after.remove_prefix(head.size());
  auto tail = before.substr(before.size() - common_tail(before, after));
  before.remove_suffix(tail.size());
  after.remove_suffix(tail.size());

  auto near = head.size();  // where the last lines of the head begin
  for (std::size_t lines = 0; lines < context && near > 0; ++lines)
    near = near == 1 ? 0 : head.rfind('\n', near - 2) + 1;
  hunks.pass(static_cast<std::size_t>(
      std::count(head.begin(), head.begin() + static_cast<std::ptrdiff_t>(near), '\n')));
  head.remove_prefix(near);
  while (!head.empty()) hunks.same(take_line(head));

  const auto a = lines_of(before), b = lines_of(after);
  const auto steps = a && b ? shortest(*a, *b) : std::nullopt;
  if (!steps) side_by_side(before, after, hunks);
  for (const auto& [kind, line] : steps.value_or(std::vector<Step>())) {
    if (kind == ' ') hunks.same(line);
    if (kind == '-') hunks.removed(line);
    if (kind == '+') hunks.added(line);
  }
  for (std::size_t lines = 0; lines < context && !tail.empty(); ++lines)
    hunks.same(take_line(tail));
  return hunks.take();
}

}  // namespace haat
