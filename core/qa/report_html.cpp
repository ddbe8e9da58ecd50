#include <algorithm>
#include <map>
#include <span>

#include "core/characters.hpp"
#include "core/embedded.hpp"
#include "core/package/entry_name.hpp"
#include "core/qa/groups.hpp"
#include "core/qa/markup.hpp"
#include "core/qa/report.hpp"
#include "core/qa/rule.hpp"
#include "core/version.hpp"

namespace haat {

std::span<const EmbeddedFile> report_files();

namespace {

constexpr std::size_t shown_each = 100;  // places of one rule, so that the page can be mailed
constexpr std::size_t shown_open = 5;    // of a long list, before the rest is folded away
constexpr std::size_t long_list = 9;

std::string_view style_sheet() {
  const auto* file = find_embedded(report_files(), "report.css");
  return file == nullptr ? std::string_view() : file->bytes;
}

// Beside its word always, so that nobody needs the colour.
const char* sign_of(Severity severity) {
  switch (severity) {
    case Severity::error:
      return "✖";
    case Severity::warning:
      return "▲";
    case Severity::advice:
      return "●";
  }
  return "";
}

const char* sign_of(Fate fate) {
  switch (fate) {
    case Fate::accepted:
      return "✔";
    case Fate::changed:
      return "●";
    case Fate::partly:
      return "▲";
    case Fate::refused:
      return "✖";
  }
  return "";
}

// The style sheet colours by severity; a fate is as bad as the severity of that colour.
const char* class_of(Fate fate) {
  switch (fate) {
    case Fate::accepted:
      return "clean";
    case Fate::changed:
      return "advice";
    case Fate::partly:
      return "warning";
    case Fate::refused:
      return "error";
  }
  return "";
}

// Where the character of that number begins, and where it ends (from 1).
std::pair<std::size_t, std::size_t> bytes_of(std::string_view text, int character) {
  const auto at = offset_of_character(text, static_cast<std::size_t>(character) - 1);
  return {at, at + offset_of_character(text.substr(at), 1)};
}

// The page is mailed: where the package lay is nobody's business.
std::string last_part(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path.substr(path.size() > 1 ? path.rfind('/') + 1 : 0));
}

class Page {
 public:
  Page(const Report& report, const std::optional<Prediction>& prediction, const Language& language)
      : report_(report),
        package_(last_part(report.package)),
        prediction_(prediction),
        language_(language),
        groups_(groups_of(report)) {}

  std::string take() {
    const std::string title = word("title", "package", printable(package_));
    html_.raw("<!doctype html>\n");
    html_.open("html", {{"lang", language_.tag()}});
    html_.raw(
        "\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n");
    html_.element("title", title);
    html_.raw("\n<style>\n" + std::string(style_sheet()) + "</style>\n</head>\n<body>\n");
    html_.element("a", word("skip"), {{"class", "skip"}, {"href", "#found"}});
    write_header();
    html_.open("main", {{"id", "found"}});
    html_.line_break();
    write_prediction();
    write_overview();
    for (const auto severity : {Severity::error, Severity::warning, Severity::advice})
      write_severity(severity);
    html_.close();
    html_.raw("\n");
    html_.element("footer", word("made-by", "version", version()));
    html_.raw("\n</body>\n");
    html_.close();
    html_.line_break();
    return html_.take();
  }

 private:
  const std::string& word(std::string_view key) const { return language_.word(key); }
  std::string word(std::string_view key, std::string_view name, std::string_view value) const {
    return language_.word(key, name, value);
  }

  std::string counted(int count, Severity severity) const {
    const std::string one = to_string(severity);
    return std::to_string(count) + " " + word(count == 1 ? one : one + "s");
  }

  void sign(const char* symbol) {
    html_.element("span", symbol, {{"class", "sign"}, {"aria-hidden", "true"}});
    html_.raw(" ");
  }

  // "2 errors, 3 warnings. "; nothing where nothing was found.
  std::string counts() const {
    std::string all;
    for (const auto severity : {Severity::error, Severity::warning, Severity::advice})
      if (const int count = report_.count(severity); count > 0)
        all += (all.empty() ? "" : ", ") + counted(count, severity);
    return all.empty() ? "" : all + word("stop") + " ";
  }

  // English in a page of another language, as the names of sources are.
  Markup::Attributes english(const char* style) const {
    Markup::Attributes attributes{{"class", style}};
    if (language_.tag() != "en") attributes.emplace_back("lang", "en");
    return attributes;
  }

  // Values may be written in any direction; English between other words is marked as such.
  void sentence(std::string_view element, const std::vector<Said>& said) {
    html_.open(element, {{"class", "message"}});
    for (const auto& each : said) {
      const auto text = printable(each.text);
      switch (each.kind) {
        case Said::Kind::words:
          html_.text(text);
          break;
        case Said::Kind::value:
          html_.element("bdi", text);
          break;
        case Said::Kind::foreign:
        case Said::Kind::unsaid:
          html_.element("span", text, {{"lang", "en"}});
          break;
      }
    }
    html_.close();
  }

  void fact(std::string_view key, const std::string& value) {
    if (value.empty()) return;
    html_.element("dt", word(key));
    html_.open("dd");
    html_.element("bdi", printable(value));
    html_.close();
    html_.line_break();
  }

  const char* verdict() const {
    if (report_.count(Severity::error) > 0) return "error";
    if (report_.count(Severity::warning) > 0) return "warning";
    return report_.findings.empty() ? "clean" : "advice";
  }

  void write_header() {
    const std::string judged = verdict();
    html_.open("header");
    html_.open("h1");
    html_.element("bdi", printable(report_.title.empty() ? package_ : report_.title));
    html_.close();
    html_.line_break();
    html_.open("p", {{"class", "verdict " + judged}});
    sign(judged == "error"     ? sign_of(Severity::error)
         : judged == "warning" ? sign_of(Severity::warning)
                               : sign_of(Fate::accepted));
    html_.element("strong", word("verdict-" + judged));
    html_.raw("<br>");
    html_.element("span", counts() + word("about-" + judged));
    html_.close();
    html_.line_break();
    html_.open("dl", {{"class", "facts"}});
    fact("package", package_);
    fact("standard", report_.standard);
    fact("profile", report_.profile);
    fact("digest", report_.digest);
    html_.close();
    html_.close();
    html_.line_break();
  }

  void write_prediction() {
    if (!prediction_) return;
    html_.open("section", {{"class", "prediction"}, {"aria-labelledby", "prediction"}});
    html_.element("h2", word("prediction", "platform", prediction_->platform),
                  {{"id", "prediction"}});
    html_.open("p", {{"class", std::string("verdict ") + class_of(prediction_->fate)}});
    sign(sign_of(prediction_->fate));
    html_.element("strong", word(to_string(prediction_->fate)));
    if (!prediction_->verdict.empty()) {
      html_.raw("<br>");
      html_.element("span", word("platform-says", "verdict", printable(prediction_->verdict)));
    }
    html_.close();
    html_.line_break();
    if (prediction_->effects.empty()) html_.element("p", word("no-effects"));
    html_.open("ul", {{"class", "effects"}});
    for (const auto& effect : prediction_->effects) write_effect(effect);
    html_.close();
    write_sources();
    html_.close();
    html_.line_break();
  }

  void write_effect(const Effect& effect) {
    html_.open("li", {{"class", class_of(effect.fate)}});
    html_.open("p", {{"class", "kind"}});
    sign(sign_of(effect.fate));
    html_.text(word(std::string("effect-") + to_string(effect.fate)));
    html_.raw(" ");
    html_.element("code", effect.id);
    html_.close();
    write_place(effect.path, effect.line, effect.column);
    sentence("p", language_.message_of(effect));
    html_.open("p", {{"class", "do"}});
    html_.element("strong", word("do") + ":");
    html_.raw(" ");
    sentence("span", language_.advice_of(effect));
    html_.close();
    html_.close();
    html_.line_break();
  }

  void write_sources() {
    std::vector<std::string_view> sources;
    for (const auto& effect : prediction_->effects)
      if (std::find(sources.begin(), sources.end(), effect.source) == sources.end())
        sources.push_back(effect.source);
    if (sources.empty()) return;
    html_.open("p", {{"class", "from"}});
    html_.text(word("known-from") + ": ");
    std::string all;
    for (const auto source : sources) all += (all.empty() ? "" : "; ") + std::string(source);
    html_.element("span", printable(all), english("source"));
    html_.close();
  }

  void write_overview() {
    if (groups_.empty()) return;
    html_.open("nav", {{"aria-labelledby", "overview"}});
    html_.element("h2", word("overview"), {{"id", "overview"}});
    html_.open("ul");
    for (const auto& group : groups_) {
      html_.open("li", {{"class", to_string(group.severity)}});
      sign(sign_of(group.severity));
      html_.open("a", {{"href", "#rule-" + group.id}});
      html_.element("span", word(to_string(group.severity)) + ": ", {{"class", "unseen"}});
      html_.text(summary_of(group));
      html_.close();
      html_.raw(" ");
      html_.element("span", places_of(group), {{"class", "count"}});
      html_.close();
      html_.line_break();
    }
    html_.close();
    html_.close();
    html_.line_break();
  }

  std::string summary_of(const Group& group) const {
    return group.rule == nullptr ? printable(group.id) : language_.of(*group.rule).summary;
  }
  std::string source_of(const Rule& rule) const {
    constexpr std::string_view practice = "practice";
    if (!rule.spec.starts_with(practice)) return std::string(rule.spec);
    return word("practice") + std::string(rule.spec.substr(practice.size()));
  }
  std::string places_of(const Group& group) const {
    const auto count = group.findings.size();
    return count == 1 ? word("place") : word("places-counted", "count", std::to_string(count));
  }

  void write_severity(Severity severity) {
    const int count = report_.count(severity);
    if (count == 0) return;
    const std::string id = to_string(severity);
    html_.open("section", {{"class", id}, {"aria-labelledby", id}});
    html_.open("h2", {{"id", id}});
    sign(sign_of(severity));
    html_.text(counted(count, severity));
    html_.close();
    html_.line_break();
    for (const auto& group : groups_)
      if (group.severity == severity) write_group(group);
    html_.close();
    html_.line_break();
  }

  void term(std::string_view key, const std::string& text) {
    html_.element("dt", word(key));
    html_.element("dd", text);
  }

  void write_group(const Group& group) {
    html_.open("article", {{"id", "rule-" + group.id}});
    html_.element("h3", summary_of(group));
    html_.open("p", {{"class", "kind"}});
    sign(sign_of(group.severity));
    html_.text(word(to_string(group.severity)));
    html_.raw(" ");
    html_.element("code", printable(group.id));
    html_.close();
    html_.line_break();
    if (group.rule != nullptr) {
      const auto text = language_.of(*group.rule);
      html_.open("dl");
      term("why", text.why);
      term("fix", text.fix);
      html_.close();
    }
    html_.element("h4", word("places") + " (" + places_of(group) + ")");
    write_list("ol", "places", sayings_of(group),
               [&](const Saying& saying) { write_saying(saying); });
    if (group.findings.size() > shown_each)
      html_.element("p", word("more", "count", std::to_string(group.findings.size() - shown_each)));
    if (group.rule != nullptr)
      html_.element("p", word("from") + ": " + source_of(*group.rule), {{"class", "from"}});
    html_.close();
    html_.line_break();
  }

  // One sentence, and all places that it is said of.
  using Saying = std::vector<const Finding*>;

  // What is said of many places alike, with nothing to be seen there, is said once.
  static std::vector<Saying> sayings_of(const Group& group) {
    std::vector<Saying> sayings;
    std::map<std::string_view, std::size_t> known;
    for (std::size_t i = 0; i < std::min(group.findings.size(), shown_each); ++i) {
      const auto* finding = group.findings[i];
      const auto [at, fresh] = known.emplace(finding->message, sayings.size());
      if (fresh || !finding->excerpt.text.empty())
        sayings.push_back({finding});
      else
        sayings[at->second].push_back(finding);
    }
    return sayings;
  }

  // A long list begins with its first few; the reader unfolds the rest.
  template <class Each, class Write>
  void write_list(const char* list, const char* style, const std::vector<Each>& all, Write write) {
    const auto open = all.size() < long_list ? all.size() : shown_open;
    html_.open(list, {{"class", style}});
    for (std::size_t i = 0; i < open; ++i) write(all[i]);
    html_.close();
    if (open == all.size()) return;
    html_.open("details");
    html_.element("summary", word("more-places", "count", std::to_string(all.size() - open)));
    html_.line_break();
    html_.open(list, list == std::string_view("ol")
                         ? Markup::Attributes{{"class", style}, {"start", std::to_string(open + 1)}}
                         : Markup::Attributes{{"class", style}});
    for (std::size_t i = open; i < all.size(); ++i) write(all[i]);
    html_.close();
    html_.close();
    html_.line_break();
  }

  void write_saying(const Saying& saying) {
    if (saying.size() == 1) return write_finding(*saying.front());
    html_.open("li");
    sentence("p", language_.message_of(*saying.front()));
    write_list("ul", "files", saying, [&](const Finding* finding) {
      html_.open("li");
      write_place(finding->path, finding->line, finding->column);
      html_.close();
      html_.line_break();
    });
    html_.close();
    html_.line_break();
  }

  void write_place(const std::string& path, int line, int column) {
    html_.open("p", {{"class", "place"}});
    if (path.empty()) {
      html_.text(word("whole-package"));
    } else {
      html_.open("code");
      html_.element("bdi", printable(path));
      html_.close();
    }
    if (line > 0) html_.text(", " + word("line", "line", std::to_string(line)));
    if (column > 0) html_.text(", " + word("column", "column", std::to_string(column)));
    html_.close();
  }

  void write_finding(const Finding& finding) {
    html_.open("li");
    write_place(finding.path, finding.line, finding.column);
    sentence("p", language_.message_of(finding));
    if (!finding.excerpt.text.empty()) write_excerpt(finding.excerpt);
    html_.close();
    html_.line_break();
  }

  // The style sheet puts a caret below what is marked.
  void write_excerpt(const Excerpt& excerpt) {
    html_.open("pre", {{"dir", "ltr"}, {"translate", "no"}});
    if (excerpt.caret == 0) {
      html_.text(excerpt.text);
    } else {
      const std::string_view text = excerpt.text;
      const auto [begin, end] = bytes_of(text, excerpt.caret);
      html_.text(text.substr(0, begin));
      html_.element("mark", begin == end ? " " : text.substr(begin, end - begin),
                    {{"title", word("here")}});
      html_.text(text.substr(end));
    }
    html_.close();
  }

  const Report& report_;
  const std::string package_;
  const std::optional<Prediction>& prediction_;
  const Language& language_;
  std::vector<Group> groups_;
  Markup html_;
};

}  // namespace

std::string to_html(const Report& report, const std::optional<Prediction>& prediction,
                    const Language& language) {
  return Page(report, prediction, language).take();
}

}  // namespace haat
