#include "core/qa/check.hpp"

#include <algorithm>
#include <atomic>
#include <deque>
#include <iterator>
#include <limits>
#include <memory>
#include <mutex>
#include <span>
#include <tuple>

#include "core/characters.hpp"
#include "core/content/content_file.hpp"
#include "core/content/file_names.hpp"
#include "core/content/pages_limit.hpp"
#include "core/content/run_time_use.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/excerpt.hpp"
#include "core/qa/rule.hpp"
#include "core/qa/same_value.hpp"
#include "core/text_places.hpp"

namespace haat {
namespace {

constexpr std::size_t longest_message = 1000;  // bytes, and a quotation in a longer one:
constexpr std::size_t longest_quotation = 200;
constexpr std::uint64_t head_size = 64 << 10;  // of a file that is no text: its signature and more
constexpr unsigned most_threads = 4;           // each holds a file and what it is read into

auto order(const Finding& finding) {
  return std::tie(finding.path, finding.line, finding.column, finding.rule, finding.message);
}

struct Description {
  std::optional<Course> course;
  std::optional<Error> error;
};

Result<Description> read_description(const Package& package, const Limits& limits) {
  if (package.find(course_json_path) == nullptr) return Description{};
  const auto text = package.read(course_json_path, limits.course_size);
  if (!text) {
    if (text.error().kind == Errc::unavailable) return tl::unexpected(text.error());
    return Description{std::nullopt, text.error()};
  }
  auto course = parse_course(*text, limits);
  if (!course) return Description{std::nullopt, std::move(course).error()};
  return Description{*std::move(course), std::nullopt};
}

// Of the package a report tells once how the user named it. Where it lies is nobody's business who
// gets the report: a project is even judged by a file that is gone then.
std::string without_name(const std::string& package, const std::string& message) {
  if (!message.starts_with(package)) return message;
  const auto rest = message.substr(package.size());
  if (rest.starts_with(": ")) return rest.substr(2);
  if (rest.starts_with("/")) return rest.substr(1);
  return rest.starts_with(" ") ? "the package" + rest : message;
}

// A message quotes what a stranger wrote, which may have a million characters and be quoted by
// thousands of findings. What stands around the quotations stays: by it a message is translated.
std::string shortened(std::string message) {
  if (message.size() <= longest_message) return message;
  const std::string_view whole = message;
  std::string text;
  for (std::size_t from = 0; from < whole.size() && text.size() <= longest_message;) {
    const auto open = std::min(whole.find('"', from), whole.size());
    const auto close = std::min(whole.find('"', open + 1), whole.size());
    const auto quotation = whole.substr(open, close - open);
    text.append(whole.substr(from, open - from)).append(first_bytes(quotation, longest_quotation));
    if (quotation.size() > longest_quotation) text += "…";
    if (close < whole.size()) text += '"';
    from = close + 1;
  }
  if (text.size() <= longest_message) return text;
  return std::string(first_bytes(text, longest_message)) + "…";
}

// The rules that the profile has not switched off, each with what it found. What is kept does not
// depend on the order in which files come.
class Findings {
 public:
  Findings(const Package& package, const Profile& profile, const Limits& limits)
      : package_(package.name()), limits_(limits) {
    for (const auto* rule : all_rules()) {
      const auto severity = profile.severity(*rule);
      if (severity && (*severity != Severity::advice || profile.advice()))
        active_.emplace_back(rule, *severity);
    }
  }

  // On any thread. `number` is the file's among the entries.
  void check_file(const Subject& subject, const ContentFile& file, std::size_t number) {
    for (auto& each : active_) {
      if (each.rule->check_file == nullptr) continue;
      Found found{.number = number};
      each.rule->check_file(subject, file, reporter(each, &file, found));
      if (found.count > 0) keep(each, std::move(found));
    }
  }
  void check(const Subject& subject) {
    for (auto& each : active_) {
      if (each.rule->check == nullptr) continue;
      Found found{.number = subject.package.entries().size()};
      each.rule->check(subject, reporter(each, nullptr, found));
      if (found.count > 0) keep(each, std::move(found));
    }
  }

  // Sorted, none twice.
  std::vector<Finding> take(const Manifest& manifest) {
    const auto most = share();
    for (auto& each : active_) {
      trim(each, most);
      for (auto& found : each.kept)
        std::move(found.findings.begin(), found.findings.end(), std::back_inserter(found_));
      if (each.count > most)
        found_.push_back({.rule = std::string(each.rule->id),
                          .severity = each.severity,
                          .path = "",
                          .line = 0,
                          .message = "it was found " + std::to_string(each.count) +
                                     " times; the limit of what a report lists is " +
                                     std::to_string(most)});
      each.kept.clear();
    }
    std::sort(found_.begin(), found_.end(),
              [](const Finding& a, const Finding& b) { return order(a) < order(b); });
    found_.erase(
        std::unique(found_.begin(), found_.end(),
                    [](const Finding& a, const Finding& b) { return order(a) == order(b); }),
        found_.end());
    tell_refused_values_once(found_, manifest);
    return std::move(found_);
  }

 private:
  // By one rule, in one file.
  struct Found {
    std::size_t number;
    std::uint64_t count = 0;
    std::vector<Finding> findings = {};
  };
  struct Active {
    Active(const Rule* of, Severity as) : rule(of), severity(as) {}

    const Rule* rule;
    Severity severity;
    std::uint64_t count = 0;
    std::size_t held = 0;  // findings in `kept`
    std::vector<Found> kept = {};
    // Of files behind this one nothing is listed any more: their findings are only counted.
    std::atomic<std::size_t> last = std::numeric_limits<std::size_t>::max();
  };

  void keep(Active& active, Found found) {
    const std::lock_guard lock(mutex_);
    active.count += found.count;
    active.held += found.findings.size();
    held_ += found.findings.size();
    active.kept.push_back(std::move(found));
    if (active.held <= limits_.findings_each * 5 / 4 && held_ <= limits_.findings * 5 / 4) return;
    const auto most = share();
    for (auto& each : active_) trim(each, most);
  }
  // How many findings a report lists of each rule, so that it lists no more of all: it only falls
  // while more are found, so that what has been let go is not wanted later.
  std::uint64_t share() const {
    std::vector<std::uint64_t> counts;
    for (const auto& each : active_) counts.push_back(std::min(each.count, limits_.findings_each));
    std::sort(counts.begin(), counts.end());
    auto left = limits_.findings;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const auto rules = counts.size() - i;
      if (counts[i] * rules > left) return left / rules;
      left -= counts[i];
    }
    return limits_.findings_each;
  }
  // Of more than a report lists, it lists those of the first files.
  void trim(Active& active, std::uint64_t most) {
    held_ -= active.held;
    std::sort(active.kept.begin(), active.kept.end(),
              [](const Found& a, const Found& b) { return a.number < b.number; });
    auto left = most;
    for (auto& found : active.kept) {
      if (found.findings.size() > left) found.findings.resize(left);
      left -= found.findings.size();
    }
    std::erase_if(active.kept, [](const Found& found) { return found.findings.empty(); });
    if (left == 0 && !active.kept.empty()) active.last = active.kept.back().number;
    active.held = most - left;
    held_ += active.held;
  }

  // Names and texts of strangers end here: from now on they are fit for a terminal, a page or a
  // log.
  Rule::Reporter reporter(const Active& active, const ContentFile* file, Found& found) const {
    return [this, &active, &found, file](const std::string& path, Place place,
                                         const std::string& message) {
      if (++found.count > limits_.findings_each || found.number > active.last) return;
      found.findings.push_back({.rule = std::string(active.rule->id),
                                .severity = active.severity,
                                .path = printable(path),
                                .line = place.line,
                                .message = printable(shortened(without_name(package_, message))),
                                .column = place.column});
      if (file != nullptr && place.line > 0)
        found.findings.back().excerpt = cut_excerpt(file->places(), place);
    };
  }

  const std::string& package_;  // its name
  const Limits& limits_;
  std::mutex mutex_;
  std::deque<Active> active_;
  std::size_t held_ = 0;  // findings in all of them
  std::vector<Finding> found_;
};

// Of files that were not at hand when something was found in them: above all the manifest.
Result<void> add_excerpts_of(const Package& package, const std::string& path, const Limits& limits,
                             std::span<Finding> findings) {
  const auto bytes = package.read(path, limits.manifest_size);
  if (!bytes) {
    if (bytes.error().kind == Errc::unavailable) return tl::unexpected(bytes.error());
    return {};  // damaged, or a name that is shown otherwise than it is written: no excerpt
  }
  if (!is_utf8(*bytes)) return {};  // places count the characters of another encoding
  const TextPlaces places(*bytes);
  for (auto& finding : findings)
    if (finding.line > 0 && finding.excerpt.text.empty())
      finding.excerpt = cut_excerpt(places, {finding.line, finding.column});
  return {};
}
Result<void> add_excerpts(const Package& package, const Limits& limits,
                          std::vector<Finding>& findings) {
  for (std::size_t at = 0; at < findings.size();) {
    const std::string path = findings[at].path;
    auto end = at;
    bool needed = false;
    for (; end < findings.size() && findings[end].path == path; ++end)
      needed = needed || (findings[end].line > 0 && findings[end].excerpt.text.empty());
    if (needed)
      HAAT_TRY_VOID(
          add_excerpts_of(package, path, limits, std::span(findings).subspan(at, end - at)));
    at = end;
  }
  return {};
}

// One file while its bytes come, and, if it takes much memory, its turn.
struct Held {
  std::string bytes;
  std::unique_lock<std::mutex> turn = {};
};

// Whether looking into a file of so many bytes may take more memory than each thread can have: the
// tree of a page is many times as large as the page.
bool is_costly(const Entry& entry) {
  return entry.size > (kind_by_name(entry.path) == FileKind::page ? 64u << 10 : 1u << 20);
}

bool is_looked_into(const Entry& entry, const Limits& limits) {
  const auto kind = kind_by_name(entry.path);
  if (kind == FileKind::document) return entry.size <= limits.document_size;
  return is_text(kind) && entry.size <= limits.text_size;
}

// What every file told, and what kept it from reading all.
struct Scan {
  Findings findings;
  RunTimeUse run_time;
  std::optional<Error> damage = std::nullopt;

  Scan(const Package& package, const Profile& profile, const Limits& limits)
      : findings(package, profile, limits), run_time(package) {}

  // Shows every file to the rules: reads each byte once, so that a file which cannot be unpacked is
  // not found by the first learner either.
  Result<void> read(const Subject& subject, const Limits& limits, unsigned threads) {
    const auto pages_over = pages_left_out(subject.package, limits);
    const auto* first = subject.package.entries().data();
    std::mutex one_by_one;
    auto done = subject.package.scan_parallel(
        [&](const Entry& entry) -> Package::OnPiece {
          const bool left_out = pages_over.contains(entry.path);
          const bool whole = is_looked_into(entry, limits) && !left_out;
          const auto wanted = whole ? entry.size : head_size;
          const auto held = std::make_shared<Held>();
          if (whole && is_costly(entry)) held->turn = std::unique_lock(one_by_one);
          held->bytes.reserve(std::min(wanted, entry.size));
          return [&, held, wanted, left_out](std::string_view piece, bool last) -> Result<void> {
            auto& bytes = held->bytes;
            bytes += piece.substr(0, std::min<std::uint64_t>(piece.size(), wanted - bytes.size()));
            if (!last) return {};
            const ContentFile file(entry, bytes, limits, left_out);
            findings.check_file(subject, file, static_cast<std::size_t>(&entry - first));
            run_time.add(file);
            return {};
          };
        },
        threads);
    if (!done && done.error().kind == Errc::unavailable) return done;
    if (!done) damage = std::move(done).error();
    return {};
  }
};

}  // namespace

const char* to_string(Severity severity) {
  switch (severity) {
    case Severity::advice:
      return "advice";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return "";
}

int Report::count(Severity severity) const {
  return static_cast<int>(std::count_if(findings.begin(), findings.end(),
                                        [&](const Finding& f) { return f.severity == severity; }));
}

namespace {

struct Verdict {
  std::vector<Finding> findings;  // some without their excerpts
  std::string standard, title;
};

Result<Verdict> judge(const Package& package, const Dictionary& dictionary, const Profile& profile,
                      const Limits& limits, unsigned threads) {
  HAAT_TRY(const auto manifest, read_manifest(package, limits));
  HAAT_TRY(const auto description, read_description(package, limits));
  std::optional<Error> damage;
  const FileNames names(package, manifest.structure ? &*manifest.structure : nullptr);
  std::vector<Spoken> spoken;
  const Subject subject{
      package, manifest, description.course, description.error, damage, dictionary, names, spoken};

  std::optional<Scan> scan(std::in_place, package, profile, limits);
  HAAT_TRY_VOID(scan->read(subject, limits, std::min(threads, most_threads)));
  if (scan->damage && threads > 1) {
    // Which files behind the damaged one have been seen is chance.
    scan.emplace(package, profile, limits);
    HAAT_TRY_VOID(scan->read(subject, limits, 1));
  }
  damage = scan->damage;
  if (manifest.structure) spoken = scan->run_time.by_resource(*manifest.structure);
  scan->findings.check(subject);
  const auto& structure = manifest.structure;
  return Verdict{.findings = scan->findings.take(manifest),
                 .standard = structure ? to_string(structure->standard) : "",
                 .title = structure ? structure->title : ""};
}

}  // namespace

Result<Report> check_package(const Package& package, const Dictionary& dictionary,
                             const Profile& profile, unsigned threads) {
  const Limits limits;
  HAAT_TRY(auto verdict, judge(package, dictionary, profile, limits, threads));
  // The manifest may be read once more: what was made of it before is gone by now.
  HAAT_TRY_VOID(add_excerpts(package, limits, verdict.findings));
  return Report{.package = package.name(),
                .findings = std::move(verdict.findings),
                .profile = profile.id(),
                .standard = std::move(verdict.standard),
                .title = std::move(verdict.title),
                .digest = ""};
}

}  // namespace haat
