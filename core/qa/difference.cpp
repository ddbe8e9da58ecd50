#include "core/qa/difference.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/package/entry_name.hpp"

namespace haat {
namespace {

constexpr int most_differences = 1'000;
constexpr std::size_t context = 3;           // lines around a change
constexpr std::size_t longest_line = 2'000;  // bytes that are shown

using Lines = std::vector<std::string_view>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

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

std::vector<Step> steps_between(Lines a, Lines b) {
  Lines head, tail;
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    tail.push_back(a.back());
    a.pop_back();
    b.pop_back();
  }
  std::size_t same = 0;
  while (same < std::min(a.size(), b.size()) && a[same] == b[same]) ++same;
  const auto cut = static_cast<std::ptrdiff_t>(same);
  head.assign(a.begin(), a.begin() + cut);
  a.erase(a.begin(), a.begin() + cut);
  b.erase(b.begin(), b.begin() + cut);
  std::vector<Step> steps;
  for (const auto line : head) steps.push_back({' ', line});
  if (const auto between = shortest(a, b)) {
    steps.insert(steps.end(), between->begin(), between->end());
  } else {
    for (const auto line : a) steps.push_back({'-', line});
    for (const auto line : b) steps.push_back({'+', line});
  }
  for (auto line = tail.rbegin(); line != tail.rend(); ++line) steps.push_back({' ', *line});
  return steps;
}

std::string shown(const Step& step) {
  std::string line(step.line.substr(0, longest_line));
  const bool cut = line.size() < step.line.size();
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.pop_back();
  std::replace(line.begin(), line.end(), '\t', ' ');
  return step.kind + printable(line) + (cut ? "…" : "") + "\n";
}

}  // namespace

std::string unified_difference(std::string_view path, std::string_view before,
                               std::string_view after) {
  if (before == after) return {};
  const auto steps = steps_between(lines_of(before), lines_of(after));
  std::string text = "--- " + printable(path) + "\n+++ " + printable(path) + "\n";
  std::size_t old_line = 1, new_line = 1;
  for (std::size_t at = 0; at < steps.size();) {
    if (steps[at].kind == ' ') {
      ++at, ++old_line, ++new_line;
      continue;
    }
    // A hunk: from here to where more lines are equal than two contexts.
    std::size_t end = at + 1, last = at;
    for (; end < steps.size() && end - last <= 2 * context; ++end)
      if (steps[end].kind != ' ') last = end;
    end = std::min(last + 1 + context, steps.size());
    std::size_t begin = at;
    while (begin > 0 && at - begin < context && steps[begin - 1].kind == ' ') --begin;
    const auto lead = at - begin;
    std::size_t olds = 0, news = 0;
    std::string hunk;
    for (auto i = begin; i < end; ++i) {
      olds += steps[i].kind != '+' ? 1 : 0;
      news += steps[i].kind != '-' ? 1 : 0;
      hunk += shown(steps[i]);
    }
    text += "@@ -" + std::to_string(old_line - lead) + "," + std::to_string(olds) + " +" +
            std::to_string(new_line - lead) + "," + std::to_string(news) + " @@\n" + hunk;
    old_line += olds - lead;
    new_line += news - lead;
    at = end;
  }
  return text;
}

}  // namespace haat
